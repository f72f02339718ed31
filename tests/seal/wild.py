"""Sealed labels from the wild, as their producers wrote them: the label bytes alone.

The three MINIMAX labels stand in ID3v2.4 TXXX frames of speech samples. What is odd in them: the
signed data is called "LabelMataData", signatures are raw r and s, the key is the x coordinate
behind 00, Bindings hold a digest under "Signature" that no public rule makes.
STEPFUN stands in the front matter of a Markdown report. What is odd: upper-case hexadecimal
digits, and the signature in ReservedCode1 is over the SM3 of the message, hashed once more; what
the one in ReservedCode2 covers is not public.
"""

from __future__ import annotations

MINIMAX = (
    # English_Graceful_Lady.mp3
    (
        '{"Label":"1","ContentProducer":"MiniMax","ProduceID":"061738a3be615f222f358bf8b3'
        '26d708","ReservedCode1":"{\\"SecurityData\\":{\\"Type\\":\\"TC260PG\\",\\"Version\\":1,\\'
        '"PubSD\\":[{\\"Type\\":\\"DS\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBSData\\":{\\"Type'
        '\\":\\"LabelMataData\\"},\\"Signature\\":\\"534435acfaafed687cc8f0b73ce0e68b9ab1118af6'
        "6af72577f5bb6649743fac7619d340f4a3862377313315919973d2cb4329ec9840d3ce7a754d01fe"
        '74d699\\"},{\\"Type\\":\\"DS\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBSData\\":{\\"Type'
        '\\":\\"Binding\\",\\"BType\\":\\"0\\"},\\"Signature\\":\\"eebb781d1802fede35ebe29f936a7bac'
        "6c6347427487434fc65455bf779d55fcf1fbe58b26db2c7edb5509f26e7217e0b9728e6ca63a28b0"
        'c011d73f1b5d912d\\"},{\\"Type\\":\\"PubKey\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBS'
        'Data\\":{\\"Type\\":\\"\\"},\\"KeyValue\\":\\"00a0b3b0b6a0c9b0c89cab328342af4e8221ec5b40'
        '799cbe835ab4251f7b47e4fd\\"}],\\"Bindings\\":[{\\"Type\\":\\"Hash\\",\\"AlgID\\":\\"1.2.15'
        '6.10197.1.401\\",\\"TBSData\\":{\\"Type\\":\\"\\"},\\"Signature\\":\\"59af1b9d5c2845c7ff6a'
        'bb70c496bba36637bae07c3b6628e9a25e7d572980e3\\"}]}}","ContentPropagator":"MiniMax'
        '","PropagateID":"","ReservedCode2":""}'
    ),
    # female-yujie.mp3
    (
        '{"Label":"1","ContentProducer":"MiniMax","ProduceID":"0617389f361c63df3a5716870c'
        'fd7a56","ReservedCode1":"{\\"SecurityData\\":{\\"Type\\":\\"TC260PG\\",\\"Version\\":1,\\'
        '"PubSD\\":[{\\"Type\\":\\"DS\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBSData\\":{\\"Type'
        '\\":\\"LabelMataData\\"},\\"Signature\\":\\"b1ca9b3388c222bfeb03c8630221eda433a1f6def0'
        "f63f490da8bb49a81b465e88e896acda846947038ff3ecac677f222837832cbeb67bbcb81d075fe7"
        '56876c\\"},{\\"Type\\":\\"DS\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBSData\\":{\\"Type'
        '\\":\\"Binding\\",\\"BType\\":\\"0\\"},\\"Signature\\":\\"a9dde53845c96a823dea5e9a33eb1245'
        "047f706ac331bf79a425e76ef0233d30b95e3cfed2a15e9177fe41aa249930c45488fd1a43a8e9a1"
        '413ba70465bc79a3\\"},{\\"Type\\":\\"PubKey\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBS'
        'Data\\":{\\"Type\\":\\"\\"},\\"KeyValue\\":\\"00a0b3b0b6a0c9b0c89cab328342af4e8221ec5b40'
        '799cbe835ab4251f7b47e4fd\\"}],\\"Bindings\\":[{\\"Type\\":\\"Hash\\",\\"AlgID\\":\\"1.2.15'
        '6.10197.1.401\\",\\"TBSData\\":{\\"Type\\":\\"\\"},\\"Signature\\":\\"49d3b4ab038356da227c'
        '6236fc4a5df067e6e51dae1087a5b4439cf705362866\\"}]}}","ContentPropagator":"MiniMax'
        '","PropagateID":"","ReservedCode2":""}'
    ),
    # male-qn-badao.mp3
    (
        '{"Label":"1","ContentProducer":"MiniMax","ProduceID":"061738a1df36c097ab146cfc8c'
        '91a730","ReservedCode1":"{\\"SecurityData\\":{\\"Type\\":\\"TC260PG\\",\\"Version\\":1,\\'
        '"PubSD\\":[{\\"Type\\":\\"DS\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBSData\\":{\\"Type'
        '\\":\\"LabelMataData\\"},\\"Signature\\":\\"65e8df93d432e7427ea617a2af2ff8ed7ba3583b4d'
        "2b667747c7a5a3fa1040c0856e5fcfb5b0340dce44286f76998b9f3a08f095eb94e8a61328547d7f"
        '925a83\\"},{\\"Type\\":\\"DS\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBSData\\":{\\"Type'
        '\\":\\"Binding\\",\\"BType\\":\\"0\\"},\\"Signature\\":\\"a6b1a08131b1f4a44bed086fe71c08a7'
        "e62a7464a79c3459d025c6f1886e67bb38509a68b6d81dfec69b9bb9799920282a71fbfc286f0cf7"
        'b6a3d0a6e67e1c58\\"},{\\"Type\\":\\"PubKey\\",\\"AlgID\\":\\"1.2.156.10197.1.501\\",\\"TBS'
        'Data\\":{\\"Type\\":\\"\\"},\\"KeyValue\\":\\"00a0b3b0b6a0c9b0c89cab328342af4e8221ec5b40'
        '799cbe835ab4251f7b47e4fd\\"}],\\"Bindings\\":[{\\"Type\\":\\"Hash\\",\\"AlgID\\":\\"1.2.15'
        '6.10197.1.401\\",\\"TBSData\\":{\\"Type\\":\\"\\"},\\"Signature\\":\\"14108e26f0f2cf6a5308'
        '218d3d7b8d4bb2bb720455010990fde414f4bbdc17a6\\"}]}}","ContentPropagator":"MiniMax'
        '","PropagateID":"","ReservedCode2":""}'
    ),
)

STEPFUN = (
    "---\nAIGC:\n  Label: '1'\n  ContentProducer: '001191310104MACE0YX63918020'\n  Produc"
    'eID: \'142569260085903360\'\n  ReservedCode1: \'{"SecurityData":{"Type":"TC260PG","V'
    'ersion":1,"PubSD":[{"Type":"DS","AlgID":"1.2.156.10197.1.501","TBSData":{"Type":'
    '"LabelMataData"},"Signature":"3046022100AE6B84B3342128AE301A597596FCD9EECF3EA0FC'
    "2DB6C250BAF234E167298E9002210097223ABB647B786A90D0A1B93CB9382EA879563B2C7F025FA0"
    '06BE16AE926C14"},{"Type":"PubKey","AlgID":"1.2.156.10197.1.501","KeyValue":"3059'
    "301306072A8648CE3D020106082A811CCF5501822D034200045728F08C58D9C72150A705693EF733"
    "7859F8FF216E802630041AFAE5C036F0A67CB1FDF8C57F5F8B623284AE09E4E545464B7140B26BBD"
    "A51BAE965F854C57AA\"}]}}'\n  ContentPropagator: '001191310104MACE0YX63918020'\n  Pr"
    'opagateID: \'142569260085903360\'\n  ReservedCode2: \'{"SecurityData":{"Type":"TC260'
    'PG","Version":1,"PubSD":[{"Type":"DS","AlgID":"1.2.156.10197.1.501","TBSData":{"'
    'Type":"LabelMataData"},"Signature":"3046022100CFB0BFFC83C97AA5B09493295A7A054C08'
    "2BBBB0E007AC139ACAA3BCD23D62DF022100FFDF70599E0E5D7DC6727825C5717DE0A9726D9F3119"
    '611E5E303FADA8792A5C"},{"Type":"PubKey","AlgID":"1.2.156.10197.1.501","KeyValue"'
    ':"3059301306072A8648CE3D020106082A811CCF5501822D034200045728F08C58D9C72150A70569'
    "3EF7337859F8FF216E802630041AFAE5C036F0A67CB1FDF8C57F5F8B623284AE09E4E545464B7140"
    "B26BBDA51BAE965F854C57AA\"}]}}'\n---\n"
)
