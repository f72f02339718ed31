"""The catalogue of rules: hegui rules."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # What is wrong with a record.
    "the catalogue has no record {id!r}": "目录中没有记录{id!r}",
    "two records have this id": "两条记录使用了同一编号",
    "an id is letters, digits and . : / # _ -": "编号只能由字母、数字和 . : / # _ - 组成",
    "{field} names {id}, which is no record": "{field}指向{id}，但没有这条记录",
    "{field} names {id}, which is no source": "{field}指向{id}，但它不是来源",
    "the record is related to itself ({field})": "记录与自身存在关系（{field}）",
    "a record of the deck says where in the deck": "幻灯片中的记录应写明在幻灯片中的位置",
    "a record of later research names the source of the whole (*)": (
        "后来补充的记录应写明整条记录的来源（*）"
    ),
    "issued ({earlier}) after it was published ({later})": (
        "发布日（{earlier}）晚于公布日（{later}）"
    ),
    "takes effect ({later}) before it was issued ({earlier})": (
        "施行日（{later}）早于发布日（{earlier}）"
    ),
    "takes effect ({later}) before it was published ({earlier})": (
        "实施日（{later}）早于公布日（{earlier}）"
    ),
    "ends ({later}) before it begins ({earlier})": "终止日（{later}）早于开始日（{earlier}）",
    "{day} is no likely date": "{day}不像是真实日期",
    "the address of a mirror is not carried along": "不得带出镜像网址",
    "a mapping has two sides, or strength none and one": "对应关系应有两侧；只有一侧时强度为none",
    "{id} is no instrument and no standard": "{id}既不是法规文件也不是标准",
    "an obligation is said in both languages": "义务应有中英文两种表述",
    "what may fail a user names its sources": "可能判定用户不合格的内容应写明来源",
    "an event is said in both languages": "事件应有中英文两种表述",
    "a figure says as of when": "统计数字应写明截止时间",
    "a binding instrument says from when": "有约束力的文件应写明自何时起适用",
    "{part} is no part of {owner}": "{part}不是{owner}的组成部分",
}
