"""Chinese for seals on labels and for trust (seal/*, sealing/*, cli/seals.py, cli/key_trust.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # The command line.
    "whose keys seals are made with (hegui key trust)": (
        "防护签名密钥归属的信任文件（hegui key trust）"
    ),
    "pin a provider's keys in a trust file": "在信任文件中登记服务提供者的密钥",
    "a key document, or a public key": "密钥文档或公钥",
    "a public key as labels hold it, in hexadecimal digits": "标识中写法的公钥，十六进制",
    "whose key it is; a key document says it": "密钥归属；密钥文档自身已写明",
    "as 2026-01-01T00:00:00Z": "形如2026-01-01T00:00:00Z",
    "the same form": "写法同上",
    "of an issuer: whose certificate": "登记签发机构证书时：其签发给谁的证书",
    "how you know that it is theirs": "何以知道密钥归其所有",
    "their seals always bind the label to content; one that does not is not valid "
    "(so for key documents)": "其防护签名总将标识与内容绑定，未绑定者无效（密钥文档即如此）",
    "mark a pinned key as no longer to be believed": "将已登记的密钥标为不再可信",
    "the start of its fingerprint (hegui key list)": "其指纹开头（hegui key list）",
    "since when, as 2026-01-01T00:00:00Z; now unless given": (
        "自何时起，形如2026-01-01T00:00:00Z；默认为现在"
    ),
    "the keys that a trust file pins": "列出信任文件登记的密钥",
    "the trust file": "信任文件",
    "seal the label (TC260-PG-202511A)": "为标识加防护签名（TC260-PG-202511A）",
    "the key to seal with (hegui key new)": "用于防护签名的密钥（hegui key new）",
    "--subject is said of a certificate": "--subject只用于证书",
    "holds no public key": "其中没有公钥",
    "{key!r} is no start of a fingerprint: 8 to 64 hexadecimal digits": (
        "{key!r} 不是指纹的开头：应为 8 至 64 位十六进制数字"
    ),
    "{count} keys answer to {key!r}": "有 {count} 个密钥符合 {key!r}",
    "which trust file? give --trust FILE, or set HEGUI_TRUST": (
        "用哪个信任文件？请给出--trust FILE，或设置HEGUI_TRUST"
    ),
    "a key document says itself when its keys are valid": "密钥文档自身已写明密钥有效期",
    "whose key is it? give --provider CODE": "密钥归谁所有？请给出--provider CODE",
    "--public-key must be hexadecimal digits": "--public-key须为十六进制数字",
    "seal with which key? give --key FILE, or set HEGUI_KEY": (
        "用哪个密钥签名？请给出--key FILE，或设置HEGUI_KEY"
    ),
    # Answers.
    "valid, and the key is trusted": "有效，且密钥可信",
    "valid, but nobody has said whose key it is": "有效，但密钥归属未经登记",
    "valid, but the key is revoked or out of its time": "有效，但密钥已吊销或不在有效期内",
    "the signatures hold, but nothing signed ties the binding to this label": (
        "签名成立，但没有签名将绑定与本标识相连"
    ),
    "made for other content: what the label is bound to is not in this file": (
        "为其他内容所作：标识绑定的内容不在本文件中"
    ),
    "not valid: what was signed, or the signature, has been altered": (
        "无效：签名所覆盖的内容或签名本身已被改动"
    ),
    "cannot be told": "无法判定",
    "opaque: no seal that anybody but its writer can check": "不透明：除写入者外无人可以核验",
    "no seal": "没有防护签名",
    "seal in {code}: {answer}": "{code} 中的防护签名：{answer}",
    "no signature covers: {names}": "未被任何签名覆盖：{names}",
    "it binds this label to this content": "将本标识与本内容绑定",
    "sealed at {moment}, as the signer says": "签名时间（签名者自述）：{moment}",
    "the key is pinned to {provider}": "密钥登记于 {provider} 名下",
    "no trust file pins the key to who the label names": "没有信任文件把密钥登记给标识所示者",
    "the key is pinned to {provider} and revoked": "密钥登记于 {provider} 名下，已吊销",
    "the key is pinned to {provider} and out of its time": (
        "密钥登记于 {provider} 名下，不在有效期内"
    ),
    # What an answer rests on.
    "a signature covers {named}, which is not known to hegui": "某签名覆盖 {named}，hegui不识别",
    "a signature's algorithm is {oid}, which hegui does not verify": (
        "某签名的算法为 {oid}，hegui不核验"
    ),
    "no key that can be used comes with a signature": "签名未附可用的密钥",
    "the seal brings no key, and none that is pinned verifies it": (
        "防护签名未附密钥，已登记的密钥均核验不通过"
    ),
    "a signature follows a profile that hegui does not know": "某签名所用的规格hegui不识别",
    "a signature cannot be read: {reason}": "某签名无法读取：{reason}",
    "a key cannot be used: {reason}": "某密钥不可用：{reason}",
    "what a signature in ReservedCode2 covers is not public": (
        "ReservedCode2中的签名覆盖哪些内容未公开"
    ),
    "the signature over the binding verifies in no form that hegui knows": (
        "绑定的签名按hegui所知的任何形式都不成立"
    ),
    "the seal speaks for the label alone, which may stand on any content": (
        "防护签名只证明标识本身，标识可置于任何内容之上"
    ),
    "no signature covers the binding": "没有签名覆盖该绑定",
    "no signature over the label is in it": "其中没有覆盖标识的签名",
    "this provider's seals bind the label to content, and this does not": (
        "该服务提供者的防护签名总与内容绑定，而此防护签名没有"
    ),
    "how the binding selects and hashes content is not public": (
        "该绑定如何选取内容并计算杂凑值未公开"
    ),
    "the binding was made for another label: the two were put together": (
        "该绑定为另一标识所作：二者系拼接而成"
    ),
    "the key is pinned to {other}, and the label names {provider}": (
        "密钥登记于 {other} 名下，而标识写的是 {provider}"
    ),
    "{provider} has other keys in the trust file than this one": (
        "{provider} 在信任文件中登记的是其他密钥"
    ),
    "the seal has more keys, signatures and bindings than are tried": (
        "防护签名中的密钥、签名和绑定过多，未逐一尝试"
    ),
    "more than {limit} labels with seals stand in this file; the others are not verified": (
        "本文件中带防护签名的标识超过 {limit} 个；其余未予核验"
    ),
    "the content cannot be looked at: {reason}": "无法查看内容：{reason}",
    "hegui knows no content of a file of this format": "hegui不识别该格式文件的内容",
    # What a reserved code looks like.
    "is text whose meaning only its writer knows": "为文本，含义只有写入者知道",
    "is a UUID and no seal that anybody can check": "为UUID，不是可核验的防护签名",
    "is {length} hexadecimal digits, a digest perhaps; of what is not said": (
        "为 {length} 位十六进制数字，或为摘要；摘自何物未说明"
    ),
    "is {length} bytes in base64 whose meaning only their writer knows": (
        "为 {length} 字节的base64数据，含义只有写入者知道"
    ),
    "is {length} characters long, more than the {limit} that are looked into": (
        "长 {length} 个字符，超过可查看的 {limit} 个"
    ),
    "is JSON, but holds no SecurityData": "为JSON，但不含SecurityData",
    "is JSON with something else behind it": "为JSON，其后另有内容",
    "nests SecurityData deeper than {limit} levels": "SecurityData嵌套超过 {limit} 层",
    "holds SecurityData of type {kind} and version {version}, which hegui does not know": (
        "含类型 {kind}、版本 {version} 的SecurityData，hegui不识别"
    ),
    "holds {count} entries in {name}; more than {limit} are not looked at": (
        "{name} 中有 {count} 项；超过 {limit} 项不予查看"
    ),
    "begins like JSON and is none: character {position} cannot stand there": (
        "开头似JSON而不是：第 {position} 个字符不应出现"
    ),
    # Tolerances.
    "blanks stand between the members of SecurityData": "SecurityData各成员之间有空白",
    "SecurityData is JSON encoded as a JSON string once more": (
        "SecurityData被再次编码为JSON字符串"
    ),
    "SecurityData stands inside SecurityData": "SecurityData内又有SecurityData",
    "the outer member SecurityData is missing": "缺少外层成员SecurityData",
    "a name in SecurityData is in the wrong case: {detail}": (
        "SecurityData中的名称大小写不符：{detail}"
    ),
    "{detail} stands twice in SecurityData": "SecurityData中 {detail} 出现两次",
    "Version is the text {detail}, not a number": "Version为文本 {detail}，而非数字",
    "{detail} holds one entry instead of a list": "{detail} 为单个条目，而非列表",
    "the reserved code is a signature alone, without SecurityData": (
        "预留字段只有签名，没有SecurityData"
    ),
    "what a label's signature covers is called {detail} instead of Md": (
        "标识签名的覆盖对象写作 {detail}，而非Md"
    ),
    "what a binding's signature covers is called {detail} instead of Bnd": (
        "绑定签名的覆盖对象写作 {detail}，而非Bnd"
    ),
    "TBSData is a text instead of an object": "TBSData为文本，而非对象",
    "the list of bindings is called {detail}": "绑定列表写作 {detail}",
    "a binding's value is called {detail} instead of Value": "绑定值写作 {detail}，而非Value",
    "{detail} is written in upper-case hexadecimal digits": "{detail} 为大写十六进制",
    "{detail} is written in base64 instead of hexadecimal digits": (
        "{detail} 为base64，而非十六进制"
    ),
    "a signature is r and s one behind the other, without DER": "签名为r与s直接相连，未用DER",
    "a key is a bare point, not a SubjectPublicKeyInfo": (
        "密钥为裸曲线点，而非SubjectPublicKeyInfo"
    ),
    "a key is the x coordinate alone behind {detail}; the even y is taken": (
        "密钥只有 {detail} 之后的x坐标；取偶数y"
    ),
    "the signature is over the SM3 of the message, hashed once more": (
        "签名对象为消息的SM3值，即杂凑两次"
    ),
    # Trust files.
    "pins a key of {provider} that ends before it begins": (
        "登记了 {provider} 的密钥，其有效期止于开始之前"
    ),
    "pins one key to two providers, {one} and {other} (fingerprint {fingerprint})": (
        "将同一密钥登记于两个提供者 {one} 与 {other} 名下（指纹 {fingerprint}）"
    ),
    "pins one key twice for {provider} (fingerprint {fingerprint})": (
        "为 {provider} 将同一密钥登记了两次（指纹 {fingerprint}）"
    ),
    "pins one certificate twice ({subject})": "将同一证书登记了两次（{subject}）",
    "pins an authority ({subject}) without saying whose certificate of it is the provider's: "
    "subject is missing": (
        "登记了签发机构（{subject}），却未写明其签发的哪张证书属于提供者：缺少subject"
    ),
    "is written in a form that hegui cannot edit: edit it by hand": (
        "写法hegui无法编辑：请手工修改"
    ),
    "does not pin the key {fingerprint}": "未登记密钥 {fingerprint}",
    "is larger than a trust file can be": "超过信任文件应有的大小",
    'is no trust file of a known version: it must begin with format = "{format}" and '
    "version = {version}": (
        '不是已知版本的信任文件：须以format = "{format}"和version = {version} 开头'
    ),
    "{name} must be tables, each beginning with [[{name}]]": (
        "{name} 须为若干表，各以[[{name}]]开头"
    ),
    "pins more than {limit} keys": "登记的密钥超过 {limit} 个",
    "provider must be a provider code or name": "provider须为服务提供者编码或名称",
    "{name} must be hexadecimal digits": "{name} 须为十六进制数字",
    'binding can only be "required"': "binding只能为“required”",
    "{name} must be text in quotes": "{name} 须为引号内的文本",
    "does not know {name}": "不识别 {name}",
    "{name} must be a date and time with its zone, as 2026-01-01T00:00:00Z": (
        "{name} 须为带时区的日期时间，形如2026-01-01T00:00:00Z"
    ),
    # Labelling and carrying with seals.
    "the seal in {code} binds the label to the original's content, and this copy has another; "
    "only who made it can seal the copy (--key FILE)": (
        "{code} 中的防护签名将标识与原件内容绑定，而此副本内容不同；"
        "只有原签名者可以重新签名（--key FILE）"
    ),
    "the seal in {code} does not hold for the original either ({answer})": (
        "{code} 中的防护签名对原件也不成立（{answer}）"
    ),
    "the key is not the one that sealed the original, and no trust file says that both are keys "
    "of {provider}": "此密钥不是原件防护签名所用的密钥，也没有信任文件表明二者同属 {provider}",
    "a key was given, but the label to carry has no seal to renew": (
        "给出了密钥，但所转移的标识没有可更新的防护签名"
    ),
    "the seal in {code} does not hold: {answer}": "{code} 中的防护签名不成立：{answer}",
    "whether the seal in {code} holds for the copy is unknown": (
        "{code} 中的防护签名对副本是否成立无从得知"
    ),
    "carries a seal in {code} that the new label would lose; seal it again (--seal --key FILE)": (
        "{code} 中有防护签名，新标识会使其丢失；请重新签名（--seal --key FILE）"
    ),
    "carries a seal in {code} that does not hold ({answer}); seal it again (--seal --key FILE)": (
        "{code} 中的防护签名不成立（{answer}）；请重新签名（--seal --key FILE）"
    ),
    "carries a seal in {code}, and whether it holds for the new label cannot be told": (
        "{code} 中有防护签名，其对新标识是否成立无法判定"
    ),
    "carries a platform's seal in ReservedCode2, which covers the producer's and would not hold "
    "any more": "ReservedCode2中有平台的防护签名，其覆盖生产者的防护签名，更新后将不再成立",
    "the key is not SM2, so what is made with it is no seal of TC260-PG-202511A: hegui verifies "
    "it, others may not": (
        "密钥不是SM2密钥，所作防护签名不属于TC260-PG-202511A：hegui可核验，其他工具未必"
    ),
    "a label in a sidecar is not sealed: it does not stand in the content": (
        "附属文件中的标识不加防护签名：它不在内容之中"
    ),
    "no seal can be made: {reason}": "无法作防护签名：{reason}",
    "the seal did not verify in the new file ({answer})": (
        "新文件中的防护签名核验未通过（{answer}）"
    ),
}
