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
}
