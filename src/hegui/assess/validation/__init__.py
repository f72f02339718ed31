"""How good a classifier is (ISO/IEC TS 4213:2022), before its rates are believed."""
