"""Chinese for keys, signatures, certificates and digests (seal/*, cli/key.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # DER.
    "{what} is not proper DER: {cause}": "{what}不是合规的 DER 编码：{cause}",
    "{what} has {length} bytes; more than {ceiling} are not read": (
        "{what}有 {length} 字节；超过 {ceiling} 字节的不予读取"
    ),
    "it has more elements than are read": "元素数量超过读取上限",
    "it ends too early": "内容提前结束",
    "a tag of more than one byte stands in it": "含有多字节标签",
    "a length is indefinite or too long": "长度为不定形式或过长",
    "a length is not in its shortest form": "长度不是最短形式",
    "an element goes beyond the end": "有元素越过末尾",
    "an element is of another kind than its place asks for": "有元素的类型与其位置不符",
    "it is nested too deeply": "嵌套过深",
    "a number has no digits": "有整数不含任何字节",
    "a number is not in its shortest form": "有整数不是最短形式",
    "a truth value is neither true nor false": "布尔值既非真也非假",
    "a string of bits is not one of whole bytes": "比特串不是整字节",
    "something stands behind its end": "末尾之后还有内容",
    "an object identifier is empty, too long or cut off": "对象标识符为空、过长或被截断",
    "an object identifier is not in its shortest form": "对象标识符不是最短形式",
    "a public key": "公钥",
    "a signature": "签名",
    # Points and signatures.
    "the point is not on the curve {curve}": "该点不在曲线 {curve} 上",
    "no point of the curve {curve} has this x": "曲线 {curve} 上没有横坐标为此值的点",
    "{length} bytes are no point of a curve in a known form": (
        "{length} 字节不是任何已知形式的曲线点"
    ),
    "the key is on the curve {found}, not on {expected}": (
        "密钥在曲线 {found} 上，而不是在 {expected} 上"
    ),
    "it is a key of another kind: {oid}": "是其他类型的密钥：{oid}",
    "it is a key on another curve: {oid}": "是其他曲线上的密钥：{oid}",
    "a signature's number is negative or longer than {length} bytes": (
        "签名中的整数为负或超过 {length} 字节"
    ),
    "a raw signature has {expected} bytes, not {length}": (
        "原始形式的签名应为 {expected} 字节，而不是 {length} 字节"
    ),
    "an SM2 user id has {ceiling} bytes at most, not {length}": (
        "SM2 用户标识最多 {ceiling} 字节，实为 {length} 字节"
    ),
    # What is at hand.
    "SM3 is not to be had here: {cause}": "此处无法使用 SM3：{cause}",
    "this Python was built without OpenSSL": "此 Python 编译时未带 OpenSSL",
    "this Python's OpenSSL knows the digest and refuses it, as FIPS builds do": (
        "此 Python 的 OpenSSL 识别该算法但拒绝使用，FIPS 版本即如此"
    ),
    "this Python's OpenSSL was built without the digest": "此 Python 的 OpenSSL 编译时未带该算法",
    "signatures by OpenSSL are not to be had: {cause}": "无法使用 OpenSSL 签名：{cause}",
    "its OpenSSL is older than 3.0 or not OpenSSL at all": (
        "其 OpenSSL 早于 3.0，或根本不是 OpenSSL"
    ),
    "no libcrypto is to be found, neither Python's own nor the system's": (
        "找不到 libcrypto，Python 自带的和系统的都没有"
    ),
    "{version} has no {algorithm} or no {digest}: a FIPS or reduced build": (
        "{version} 没有 {algorithm} 或 {digest}：是 FIPS 版本或裁剪版本"
    ),
    "{what} failed in OpenSSL: {cause}": "{what}在 OpenSSL 中失败：{cause}",
    "importing a public key": "导入公钥",
    "exporting a public key": "导出公钥",
    "making a key": "生成密钥",
    "signing": "签名",
    "verifying": "验签",
    "the private key does not belong to the public key stored beside it": (
        "私钥与一同存放的公钥不匹配"
    ),
    # Key files.
    "a private key": "私钥",
    "the block {name!r} has no end": "数据块 {name!r} 没有结尾",
    "more than {ceiling} blocks are in one file": "一个文件中的数据块超过 {ceiling} 个",
    "its base64 is damaged": "其 base64 编码已损坏",
    "encrypting a key": "加密密钥",
    "a passphrase for a key needs at least {length} bytes": "密钥的口令至少要有 {length} 字节",
    "the key is encrypted: its passphrase is needed": "密钥已加密：需要其口令",
    "the key is not encrypted, and is read only when you ask for that; "
    "openssl pkcs8 -topk8 -scrypt encrypts it": (
        "密钥未加密，只有明确要求时才读取；可用 openssl pkcs8 -topk8 -scrypt 加密"
    ),
    "the key is encrypted in a way that is not read ({oid}); "
    "openssl pkcs8 -topk8 -scrypt converts it": (
        "密钥的加密方式不予读取（{oid}）；可用 openssl pkcs8 -topk8 -scrypt 转换"
    ),
    "the key is on a curve that hegui does not sign with": "密钥所在曲线不是 hegui 签名所用的曲线",
    "the passphrase is wrong, or the key file is damaged": "口令有误，或密钥文件已损坏",
    "the bytes are no private key that OpenSSL understands": "内容不是 OpenSSL 能识别的私钥",
    "is larger than a key file can be": "超过密钥文件可能的大小",
    "holds {count} private keys where one is expected": "含有 {count} 个私钥，应只有一个",
    "holds a key in the older form {name!r}; openssl pkcs8 -topk8 -scrypt converts it": (
        "密钥为旧形式 {name!r}；可用 openssl pkcs8 -topk8 -scrypt 转换"
    ),
    "the key file asks for more work or memory than trying a passphrase may": (
        "密钥文件要求的计算量或内存超过尝试口令的上限"
    ),
    "the key file does not read back": "密钥文件写入后无法读回",
    "its first line, the passphrase, is empty": "第一行应为口令，却为空",
    "others may read it or write to it; chmod 600 keeps it yours": (
        "其他人可以读写此文件；用 chmod 600 改为仅供自己使用"
    ),
    "is larger than such a file can be": "超过此类文件可能的大小",
    # The key document.
    "a key id has 1 to 64 characters A-Z a-z 0-9 . _ -": (
        "密钥编号为 1 至 64 个字符，只能是 A-Z a-z 0-9 . _ -"
    ),
    "the key {id} is on the curve {curve}, which the algorithm {oid} does not use": (
        "密钥 {id} 在曲线 {curve} 上，算法 {oid} 不使用该曲线"
    ),
    "the key {id} ends before it begins": "密钥 {id} 的失效时间不晚于生效时间",
    "the times of a key are whole seconds in a known time zone": (
        "密钥的时间应精确到整秒并带有时区"
    ),
    "the provider is no code, and no name in one line of up to {ceiling} characters": (
        "服务提供者既不是编码，也不是一行且不超过 {ceiling} 个字符的名称"
    ),
    "two keys have the same id": "有两个密钥的编号相同",
    "one key stands there twice": "同一密钥出现了两次",
    "the overlap of two keys cannot be negative": "新旧密钥的重叠期不能为负",
    "no key has the id {id}": "没有编号为 {id} 的密钥",
    "the key {id} is revoked already": "密钥 {id} 已经撤销",
    "is larger than a key document can be": "超过密钥文档可能的大小",
    "is not valid JSON: {cause}": "不是有效的 JSON：{cause}",
    "a member stands twice in one object of the key document": (
        "密钥文档的一个对象中有成员出现了两次"
    ),
    "is a key document of another version than {version}": "是版本 {version} 以外的密钥文档",
    "{oid} is no signature algorithm of hegui": "{oid} 不是 hegui 使用的签名算法",
    "is no object": "不是对象",
    "does not know the member {key!r}": "有未知成员 {key!r}",
    "the member {key!r} is missing": "缺少成员 {key!r}",
    "has another form than its place asks for": "形式与其位置不符",
    # hegui key
    "make, show, publish and trust keys for seals": "生成、查看、公布和登记签名密钥",
    "Keys for seals (TC260-PG-202511A): private ones are kept in encrypted files, "
    "public ones are published in a key document, and others' are pinned in a trust file.": (
        "用于标识签名（TC260-PG-202511A）的密钥：私钥保存在加密文件中，公钥在密钥文档中公布，"
        "他人的公钥登记在信任文件中。"
    ),
    "make an SM2 key and write it, encrypted": "生成 SM2 密钥并加密写入文件",
    "the new file; none is ever replaced": "新文件；不会替换任何已有文件",
    "publish the public half in this key document, new or old": (
        "在此密钥文档（新建或已有）中公布公钥"
    ),
    "whose document it is, where it is new": "新建密钥文档时，指明其所属的服务提供者",
    "the key's id; else the start of its fingerprint": "密钥编号；默认取指纹开头",
    "days from today for which the key is valid": "密钥自今日起的有效天数",
    "days for which older keys of the document stay valid": "文档中旧密钥继续有效的天数",
    "what a key file, a key document or a certificate holds": "密钥文件、密钥文档或证书的内容",
    "write the public half of a key": "写出密钥的公钥",
    "write here instead of printing": "写入此文件，而不是打印",
    "pem, der (SubjectPublicKeyInfo), or hex (the point)": (
        "pem、der（SubjectPublicKeyInfo）或 hex（曲线点）"
    ),
    "holds {count} keys where one is expected": "含有 {count} 个密钥，应只有一个",
    "DER is no text to print: name a file with -o": "DER 不是可打印的文本：请用 -o 指定文件",
    "the document is {found}'s, not {given}'s": "该文档属于 {found}，而不是 {given}",
    "a new key document needs --provider CODE: whose keys these are": (
        "新建密钥文档需用 --provider CODE 指明密钥所属的服务提供者"
    ),
    "the passphrase is this file's first line; else HEGUI_KEY_PASSPHRASE": (
        "口令取此文件的第一行；否则取 HEGUI_KEY_PASSPHRASE"
    ),
    "accept a private key that no passphrase protects": "接受没有口令保护的私钥",
    "the key's passphrase is not given: use --passphrase-file or {variable}": (
        "未给出密钥的口令：请用 --passphrase-file 或 {variable}"
    ),
    "Passphrase: ": "口令：",
    "The same again: ": "再次输入：",
    "the two passphrases differ": "两次输入的口令不同",
    "no seal of TC260-PG-202511A can be made with this key": (
        "此密钥不能制作 TC260-PG-202511A 规定的签名"
    ),
    # Certificates.
    "a certificate": "证书",
    "a key or a certificate": "密钥或证书",
    "its serial number is empty or longer than {length} bytes": "其序列号为空或超过 {length} 字节",
    "it names two different signature algorithms": "其中标明的两处签名算法不一致",
    "it has extensions, which only version 3 has": "含有只有第 3 版才有的扩展",
    "its basic constraints contradict themselves": "其基本约束自相矛盾",
    "a string of bits is not in its proper form": "比特串的形式不合规",
    "its signature algorithm has parameters": "其签名算法带有参数",
    "it is signed with another algorithm: {oid}": "是用其他算法签名的：{oid}",
    "a time is in another form than RFC 5280 asks for": "时间的形式不符合 RFC 5280",
    "a time is none of the calendar": "时间在日历中不存在",
    "its public key cannot be used: {cause}": "其公钥无法使用：{cause}",
    "its signature cannot be used: {cause}": "其签名无法使用：{cause}",
    "the extension {oid} stands twice": "扩展 {oid} 出现了两次",
    # Chains.
    "the issuer of {subject} is neither trusted nor given": (
        "{subject} 的签发者既不受信任，也没有给出"
    ),
    "{subject} is signed by itself and is not trusted": "{subject} 为自签名且不受信任",
    "the signature on {subject} is not its issuer's": "{subject} 上的签名不是其签发者所签",
    "{subject} is not valid yet": "{subject} 尚未生效",
    "{subject} has expired": "{subject} 已过期",
    "{subject} may not issue certificates, and did": "{subject} 无权签发证书却签发了证书",
    "more certificates stand below {subject} than it allows": (
        "{subject} 之下的证书层数超过其允许的层数"
    ),
    "the key of {subject} may not be used for signing": "{subject} 的密钥不得用于签名",
    "{subject} has a critical extension that hegui does not understand": (
        "{subject} 含有 hegui 不理解的关键扩展"
    ),
    "the search for a trusted issuer was given up": "已放弃查找受信任的签发者",
    # Tokens.
    "is no PKCS#11 URI (RFC 7512)": "不是 PKCS#11 URI（RFC 7512）",
    "a PKCS#11 URI for signing names a private key, or no type": (
        "用于签名的 PKCS#11 URI 应指明私钥，或不写类型"
    ),
    "the PKCS#11 URI names no module-path: the vendor's library": (
        "PKCS#11 URI 未写 module-path，即厂商的库文件"
    ),
    "the PKCS#11 URI names no key: object (its label) or id": (
        "PKCS#11 URI 未指明密钥：应写 object（其标签）或 id"
    ),
    "hegui-input is digest or message": "hegui-input 应为 digest 或 message",
    "a PIN does not belong on a command line, where others see it: use pin-source": (
        "PIN 不应写在命令行上，其他人看得见：请用 pin-source"
    ),
    "the PKCS#11 URI has a member twice, or one that hegui does not know: {key!r}": (
        "PKCS#11 URI 中有成员重复，或为 hegui 所不识：{key!r}"
    ),
    "a name in the PKCS#11 URI is not in UTF-8": "PKCS#11 URI 中有名称不是 UTF-8",
    "pin-source is the path of a file that holds the PIN": "pin-source 应为存放 PIN 的文件路径",
    "hegui-mechanism is a number, as 0x80000201": "hegui-mechanism 应为数字，如 0x80000201",
    "the token's PIN is not in UTF-8": "密码设备的 PIN 不是 UTF-8",
    "the token refuses the PIN: {cause}": "密码设备拒绝该 PIN：{cause}",
    "the token cannot be used: {cause}": "无法使用密码设备：{cause}",
    "the key on the token cannot be used: {cause}": "无法使用密码设备中的密钥：{cause}",
    "a token's session does not survive a fork: open the key again": (
        "密码设备的会话不能跨进程派生使用：请重新打开密钥"
    ),
    "what the token signed does not verify: another mechanism or user id is needed": (
        "密码设备所作签名验证不通过：需要换用其他机制或用户标识"
    ),
    "{count} tokens fit the PKCS#11 URI where one must": (
        "符合 PKCS#11 URI 的密码设备有 {count} 个，应只有一个"
    ),
    "PKCS#11 has no number for SM2: name your token's with hegui-mechanism in the URI": (
        "PKCS#11 没有 SM2 的机制编号：请在 URI 中用 hegui-mechanism 写明设备所用的编号"
    ),
    "the token's PIN is needed: pin-source in the URI names a file with it": (
        "需要密码设备的 PIN：可在 URI 中用 pin-source 指明存放它的文件"
    ),
    # hegui key publish and withdraw; what hegui key show says.
    "put the public half of a key into a key document": "把密钥的公钥写入密钥文档",
    "a key file, or the PKCS#11 URI of a token's": "密钥文件，或密码设备中密钥的 PKCS#11 URI",
    "the key document, new or old": "密钥文档，新建或已有",
    "mark a key of your own key document as revoked": "把自己的密钥文档中的一个密钥标为已撤销",
    "why it is revoked": "撤销的原因",
    "from when on, as 2026-01-31T08:00:00Z; else now": (
        "自何时起，如 2026-01-31T08:00:00Z；默认为现在"
    ),
    "is no time with a time zone, as 2026-01-31T08:00:00Z: {given}": (
        "不是带时区的时间（如 2026-01-31T08:00:00Z）：{given}"
    ),
    "the days given are none, or more than a hundred years": "给出的天数为零或超过一百年",
    "a key of a key document": "密钥文档中的密钥",
    "valid now": "目前有效",
    "not valid yet": "尚未生效",
    "no longer valid": "已失效",
    "revoked by its owner": "已被所有者撤销",
    "Provider": "服务提供者",
    "Key id": "密钥编号",
    "Subject": "主体",
    "Issuer": "签发者",
    "Serial number": "序列号",
    "Valid from": "生效时间",
    "Valid to": "失效时间",
    "State": "状态",
    "Revoked from": "撤销时间",
    "Reason": "原因",
    "Public key": "公钥",
    "Fingerprint (SM3)": "指纹（SM3）",
}
