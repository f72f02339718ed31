"""What was read to know the rules: the keys that every record cites.

The practice guides' own PDFs were not at hand; the confidence mark of a record says how close
to the wording its sources are.
"""

from __future__ import annotations

SOURCES: dict[str, str] = {
    "S1": "feely0208/dsh-cn-skills, dsh-cn-ai-labeling: GB 45438-2025 clause by clause",
    "S2": "text-extraction notes of the PDF of GB 45438-2025 in a public repository; quotes "
    "5.3, 5.6, 3.7 and the Measures art. 4, 5, 7",
    "S3": "OPN48/cntc260 tc260.py; a public AIGCInfo.kt: GB 45438-2025 Annex E",
    "S4": "StarPluckerZ/AigcTotal README.md, docs/checks.md",
    "S5": "a public implementation note by someone who read the six guides of 2025-08",
    "S6": "wiltodelta/remove-ai-watermarks, documents and metadata sources: TC260-PG-202511A",
    "S7": "public linter rules CN-45438-001 to 005: TC260-PG-20259A Annex B",
    "S8": "BriefLoop export labels: TC260-PG-20258A 6.1, 6.3, 6.5",
    "S9": "public ProviderCode.java, AigcServiceProviderCode.kt; uapis.cn on producer codes",
    "S10": "a public Java model, writer and tests of the label: Annex E members",
    "S11": "public quotations of the Measures; hot.dzwww.com",
    "S12": "vendors' documents: Tencent Cloud, Volcengine, Aliyun SASE",
    "S13": "cnblogs.com/aopstudio/p/19075002; handmsg.com, interview with the drafter",
    # Not on the labelling facts' own list: only the days of the Deep Synthesis Provisions.
    "D1": "secondary reports of the notice of 2022-12-11 of the Cyberspace Administration of China",
}
