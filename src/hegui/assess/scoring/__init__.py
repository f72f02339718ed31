"""From answers and judgements to rates, findings and the whole assessment."""
