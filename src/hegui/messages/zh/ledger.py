"""The ledger: hegui records."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Opening
    "{name} is no database that a ledger can be in: a path, sqlite:/// or postgresql://": (
        "台账不能存放在 {name} 中：请给出路径、sqlite:/// 或 postgresql://"
    ),
    "the ledger's address is empty": "台账地址为空",
    "a ledger is kept in a file, and not in memory": "台账须存放在文件中，不能存放在内存中",
    "is no address of a ledger: a path, sqlite:/// or postgresql://": (
        "不是台账地址：请给出路径、sqlite:/// 或 postgresql://"
    ),
    "an address of SQLite names a file and nothing more": "SQLite 地址只能指明一个文件",
    "no ledger is there": "该处没有台账",
    "a ledger on a server needs a file for the key that signs its checkpoints: ledger.key in "
    "hegui.toml, or HEGUI_LEDGER_KEY": (
        "服务器上的台账需要一个存放检查点签名密钥的文件：hegui.toml 的 ledger.key，"
        "或环境变量 HEGUI_LEDGER_KEY"
    ),
    "its tables are of a newer hegui than this one": "其数据表由更新版本的 hegui 建立",
    "the database cannot be used: {reason}": "数据库无法使用：{reason}",
    "the ledger's origin {origin!r} holds blanks or a plus sign, or is too long; it is best an "
    "address without its scheme (example.com/ledger)": (
        "台账名称 {origin!r} 含有空白或加号，或过长；最好是不带协议的网址（example.com/ledger）"
    ),
    "the ledger's checkpoints are signed by another key, {key}": (
        "该台账的检查点由另一密钥 {key} 签名"
    ),
    "the key is not one of Ed25519; openssl genpkey -algorithm ed25519 makes one": (
        "该密钥不是 Ed25519 密钥；可用 openssl genpkey -algorithm ed25519 生成"
    ),
    "the bytes are no public key of Ed25519": "这些字节不是 Ed25519 公钥",
    "exporting a key": "导出密钥",
    # Appending and looking up
    "the idempotency key {key!r} was used for another record": ("幂等键 {key!r} 已用于另一条记录"),
    "the commit of a group was interrupted": "一组记录的提交被中断",
    "{key} is longer than the {ceiling} characters of a record": (
        "{key} 超过记录允许的 {ceiling} 个字符"
    ),
    "a record of {size} bytes is too large": "{size} 字节的记录过大",
    "{key} of a record is empty": "记录的 {key} 为空",
    "{key} is no position in the ledger": "{key} 不是台账中的位置",
    "no record is of the kind {name}; there are {choices}": (
        "没有 {name} 这种记录；可用的有 {choices}"
    ),
    "a page holds 1 to {ceiling} records": "每页 1 至 {ceiling} 条记录",
    "a time needs its time zone": "时间须带时区",
    # What is broken
    "the row that says how long the ledger is, is missing": "缺少记载台账长度的一行",
    "entry {position} is missing": "第 {position} 条缺失",
    "entry {position} cannot be read": "第 {position} 条无法读取",
    "tile {number} of level {level} is missing or of a wrong length": (
        "第 {level} 层第 {number} 个分块缺失或长度不对"
    ),
    # Notes
    "is larger than a signed note can be": "大于签名记录的上限",
    "a signed note is UTF-8": "签名记录应为 UTF-8",
    "a signed note holds no control characters": "签名记录不得含有控制字符",
    "no signatures follow the text of the note": "记录正文之后没有签名",
    "holds more than {ceiling} signatures": "签名超过 {ceiling} 个",
    "a line of the note is no signature": "记录中有一行不是签名",
    "the bytes are no public key of a ledger (name+id+base64)": (
        "这些字节不是台账公钥（名称+标识+base64）"
    ),
    "a key of kind {kind} is not known": "不认识第 {kind} 类密钥",
    "the id of the public key does not fit the key": "公钥标识与公钥不符",
    "the note is no checkpoint: origin, size and root are its lines": (
        "该记录不是检查点：检查点各行依次为名称、大小和根"
    ),
    "the size of the checkpoint is no number": "检查点的大小不是数字",
}
