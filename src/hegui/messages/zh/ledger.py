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
    "is another program's database: no ledger is begun in it": (
        "是其他程序的数据库：不在其中建立台账"
    ),
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
    # The tree
    "the stored tree of {size} entries is not the one that was signed; nothing is appended, and "
    "hegui records verify says what was changed": (
        "存储的 {size} 条记录的树与已签名的不一致；未追加任何记录，"
        "hegui records verify 可指出何处被改动"
    ),
    "no checkpoint was made of {size} entries": "没有 {size} 条记录时的检查点",
    "the checkpoint of {size} entries is missing": "缺少 {size} 条记录时的检查点",
    "the note is no checkpoint of this ledger": "该签名记录不是本台账的检查点",
    "the checkpoint of {old} entries is newer than that of {new}": (
        "{old} 条记录的检查点比 {new} 条记录的检查点更新"
    ),
    "no valid signature of {name} is on the note": "签名记录上没有 {name} 的有效签名",
    # Proofs
    "is no proof of a ledger: a JSON object with format, entry and proof": (
        "不是台账证明：应为含有 format、entry 和 proof 的 JSON 对象"
    ),
    "is larger than a proof can be": "大于证明文件的上限",
    "the proof is none of the form {name}": "该证明不是 {name} 格式",
    "a path of more than {ceiling} hashes is none": "路径不可能多于 {ceiling} 个散列值",
    "a line of the proof is no hash": "证明中有一行不是散列值",
    "the path does not lead from the entry to the signed root": (
        "路径不能由该条记录通向已签名的根"
    ),
    "the personal members are not those that the entry was made with": (
        "个人信息与该条记录形成时的不一致"
    ),
    "the tree of {new} entries does not begin with that of {old}": (
        "{new} 条记录的树并非由 {old} 条记录的树增长而来"
    ),
    "the checkpoint is not signed by {name}": "检查点没有 {name} 的签名",
    "the checkpoint is of another ledger": "检查点属于另一台账",
    # Retention and erasure
    "records are kept for at least {floor} months (Labelling Measures art. 9); {months} are too "
    "few": "记录应留存不少于 {floor} 个月（《标识办法》第九条）；{months} 个月不够",
    "entry {position} has no personal members": "第 {position} 条没有个人信息",
    "entry {position} says who received content without explicit label, which is kept for at least "
    "{months} months (Labelling Measures art. 9)": (
        "第 {position} 条记载了不含显式标识的内容的提供对象，应留存不少于 {months} 个月"
        "（《标识办法》第九条）"
    ),
    # Verification
    "the key stored in the ledger is not the one that is believed": (
        "台账中存储的公钥不是所信任的公钥"
    ),
    "a checkpoint of {size} entries is of a longer ledger": (
        "有一个 {size} 条记录的检查点属于更长的台账"
    ),
    "a published checkpoint is of {size} entries: the end is missing": (
        "已公布的一个检查点有 {size} 条记录：末尾缺失"
    ),
    "a published checkpoint is not signed by {name}": "已公布的一个检查点没有 {name} 的签名",
    "the checkpoint of {size} entries has no valid signature": (
        "{size} 条记录的检查点没有有效签名"
    ),
    "the entries do not give the root that was signed of {size} entries: one of those from {first} "
    "on was changed, moved, put in or taken out": (
        "由记录得不出 {size} 条记录时签名的根：自第 {first} 条起有一条被更改、移动、插入或删除"
    ),
    "the entries do not give the root of a published checkpoint of {size} entries": (
        "由记录得不出已公布的 {size} 条记录的检查点的根"
    ),
    "the hash of entry {position} is missing": "第 {position} 条的散列值缺失",
    "entry {position} does not give the hash that is stored of it": (
        "第 {position} 条与其存储的散列值不符"
    ),
    "the time of entry {position} is not the one it was appended with": (
        "第 {position} 条的时间不是追加时的时间"
    ),
    "the personal members of entry {position} are not those it was made with": (
        "第 {position} 条的个人信息与形成时的不一致"
    ),
    "entry {position} is missing, and no record of retention says that it was let go": (
        "第 {position} 条缺失，且没有留存期满的记录说明其已清除"
    ),
    "the personal members of entry {position} are missing, and no record says that they were "
    "erased": "第 {position} 条的个人信息缺失，且没有记录说明其已删除",
    "entries from {first} on are in no checkpoint": "自第 {first} 条起不在任何检查点中",
    "something is stored for entry {position}, past the ledger's end": (
        "台账末尾之后存有第 {position} 条的内容"
    ),
    "tile {number} of level {level} does not follow from the entries": (
        "第 {level} 层第 {number} 个分块与记录不符"
    ),
    "what entry {position} is found by is not what it says": (
        "第 {position} 条的检索项与其内容不符"
    ),
    # The command line
    "which ledger? give --ledger ADDRESS, set HEGUI_LEDGER, or name it under [ledger] in "
    "hegui.toml": (
        "哪个台账？请给出 --ledger ADDRESS、设置 HEGUI_LEDGER，或在 hegui.toml 的 [ledger] 下指明"
    ),
    "keep a record there: a file, or postgresql://…": "在此留存记录：文件或 postgresql://…",
    "the ledger: look records up, prove them, keep them": "台账：查询、证明和留存记录",
    "The ledger of what was labelled, handed on, checked, handed out without explicit label, "
    "declared and complained about. Records are only added; any change to what is there shows "
    "(hegui records verify).": (
        "记载标识、传播、核验、不含显式标识的提供、声明和投诉的台账。记录只增不改；"
        "对已有记录的任何改动都会显现（hegui records verify）。"
    ),
    "records, by what they are about": "按内容查询记录",
    "content number (ProduceID)": "内容制作编号（ProduceID）",
    "content number (PropagateID)": "内容传播编号（PropagateID）",
    "of a file or its content": "文件或其内容的摘要",
    "code or name, in any role": "服务提供者编码或名称，不论角色",
    "one kind of record": "某一种记录",
    "records about that one": "关于该条的记录",
    "records at most": "最多几条记录",
    "where the page before ended": "上一页末尾的位置",
    "the newest first": "最新的在前",
    "show personal members too": "同时显示个人信息",
    "more: --after {position}": "还有更多：--after {position}",
    "one record, in full": "完整显示一条记录",
    "the record's place in the ledger": "记录在台账中的位置",
    "no entry is at position {position}": "位置 {position} 处没有记录",
    "the clock said {time}": "当时的时钟为 {time}",
    "personal members are held apart (--personal), or were erased": (
        "个人信息另行保存（--personal），或已删除"
    ),
    "record a complaint about content": "登记对内容的投诉",
    "what it is about, in a word": "事由，简短说明",
    "record an appeal against a record": "登记对某条记录的申诉",
    "record what became of a complaint or an appeal": "登记投诉或申诉的处理结果",
    "what was decided": "处理决定",
    "in words; - reads them": "文字说明；- 表示从标准输入读取",
    "record what a user declares of content": "登记用户对内容的声明",
    "what is declared": "声明内容",
    "who declares it": "声明人",
    "who says it, to answer them": "提出人及答复方式",
    "idempotency key: under it the record is appended once": "幂等键：同一键下只追加一次",
    "recorded at {position}": "已记录，位置 {position}",
    "say which content: --id, --propagate-id or --digest": (
        "请指明内容：--id、--propagate-id 或 --digest"
    ),
    "the record at {position} is neither a complaint nor an appeal": (
        "位置 {position} 处的记录既不是投诉也不是申诉"
    ),
    "let old records go; their hashes stay, so that the rest is proved": (
        "清除留存期满的记录；其散列值保留，其余记录仍可证明"
    ),
    "keep the records of the last N months: six at least": "留存最近 N 个月的记录：至少六个月",
    "only say how many would go": "只说明会清除多少条",
    "{count} records would be let go": "将清除 {count} 条记录",
    "{count} records let go": "已清除 {count} 条记录",
    "no more, because the complaint or appeal at {position} is open": (
        "位置 {position} 处的投诉或申诉尚未处理，故不再多清除"
    ),
    "erase a record's personal members, and record that": "删除一条记录的个人信息，并予以记录",
    "why; it is recorded": "原因；将予以记录",
    "they were erased before": "此前已删除",
    "erased; recorded at {position}": "已删除；记录在位置 {position}",
    "a file that proves one record, or that the ledger only grew": (
        "证明一条记录，或证明台账只增不减的文件"
    ),
    "that it only grew since then: a size, or the file of a checkpoint": (
        "证明自那时起只增不减：记录条数或检查点文件"
    ),
    "with the personal members": "包含个人信息",
    "prove the whole ledger, or proofs in files": "证明整个台账，或核验证明文件",
    "Without files: makes the tree anew from every record and holds it against every signed "
    "checkpoint. With files: checks proofs, for which nothing but the public key is needed. Exit "
    "status 1 where something is not as it was signed.": (
        "不给出文件：由全部记录重新建树，并与每个签名检查点对照。给出文件：核验证明，只需公钥。"
        "如有与签名不一致之处，退出状态为 1。"
    ),
    "a proof that was exported": "导出的证明",
    "the ledger's public key, or a file with it": "台账公钥，或存放公钥的文件",
    "a checkpoint that was published, kept outside of the ledger": (
        "已公布、保存在台账之外的检查点"
    ),
    "a proof is believed for its key alone: give --public-key, as you have it from the ledger's "
    "owner": "证明只凭公钥可信：请用 --public-key 给出从台账所有者处取得的公钥",
    "{size} records, {checkpoints} signed checkpoints": (
        "{size} 条记录，{checkpoints} 个签名检查点"
    ),
    "{count} let go by retention": "{count} 条因留存期满已清除",
    "of {count} the personal members are erased": "{count} 条的个人信息已删除",
    "and {count} more": "另有 {count} 处",
    "everything is as it was signed": "一切与签名时一致",
    "believed was the public key that is stored beside the records; --public-key names one that "
    "you keep yourself": ("所信任的是与记录存放在一起的公钥；可用 --public-key 指定自行保管的公钥"),
    "no published checkpoint was compared (--checkpoint): an end cut off together with its "
    "checkpoints would not be missed": (
        "未与已公布的检查点对照（--checkpoint）：末尾记录若连同检查点一并删除，将无从发现"
    ),
    "record {position} is in the ledger": "第 {position} 条记录在台账中",
    "the ledger only grew": "台账只增不减",
    "the signed checkpoint, to be kept outside": "签名检查点，供在台账之外保存",
    "of the first N records": "前 N 条记录的检查点",
    "the public key instead": "改为输出公钥",
    "add witnesses' signatures on a checkpoint": "添加见证人对检查点的签名",
    "a witness's public key, or a file with it": "见证人公钥，或存放公钥的文件",
    "--add needs --witness, whose signatures are added, and --witness --add": (
        "--add 须与 --witness 一起使用：所添加的是其签名"
    ),
    "{new} added": "已添加 {new} 个",
    "a new file for it": "写入新文件",
    "write the log as tiles for mirrors and monitors (C2SP tlog-tiles)": (
        "将台账写成分块文件，供镜像和监测使用（C2SP tlog-tiles）"
    ),
    "where; only what is new": "目标目录；只写新增部分",
    "{size} records, {written} files written": "{size} 条记录，写入 {written} 个文件",
}
