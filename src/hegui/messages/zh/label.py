"""Chinese for the label itself: reading it, its deviations from Annex E, writing it (aigc/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Why a text is no label.
    "is {length} characters long, more than the {limit} a label may have": (
        "长 {length} 个字符，超过标识允许的 {limit} 个字符"
    ),
    "is encoded more than {limit} times over": "被重复编码超过 {limit} 层",
    "holds no object in its member {key}": "成员 {key} 的值不是 JSON 对象",
    "nests AIGC deeper than {limit} levels": "AIGC 的嵌套超过 {limit} 层",
    "is empty": "内容为空",
    "is JSON nested deeper than {limit} levels": "JSON 的嵌套超过 {limit} 层",
    "is JSON, but a list and not an object": "是 JSON 数组，而不是 JSON 对象",
    "is not JSON: it ends at character {position}, before the JSON is complete": (
        "不是有效的 JSON：在第 {position} 个字符处结束，内容不完整"
    ),
    "is not JSON: {found!r} at character {position} cannot stand there": (
        "不是有效的 JSON：第 {position} 个字符处不应出现 {found!r}"
    ),
    "contradicts itself: {key} stands there with different values": (
        "自相矛盾：{key} 出现多次且取值不同"
    ),
    "contradicts itself: a second label stands in the same text": (
        "自相矛盾：同一文本中还有另一个标识"
    ),
    "holds none of the seven members of a label": "不含标识七个成员中的任何一个",
    # Clauses that a deviation departs from.
    "GB 45438-2025 Annex E a)": "GB 45438-2025 附录 E a)",
    "GB 45438-2025 Annex E b)": "GB 45438-2025 附录 E b)",
    "GB 45438-2025 Annex E j)": "GB 45438-2025 附录 E j)",
    "GB 45438-2025 Annex E, member Label": "GB 45438-2025 附录 E，成员 Label",
    "GB 45438-2025 Annex E, seven members": "GB 45438-2025 附录 E，七个成员",
    "GB 45438-2025 Annex E, string values": "GB 45438-2025 附录 E，值为字符串",
    "practice guides of 2025-08 (TC260-PG-20257A to 202510A)": (
        "2025 年 8 月的实践指南（TC260-PG-20257A 至 202510A）"
    ),
    "the container's own specification": "容器格式自身的规范",
    # Deviations: the form of the text.
    "the outer member {detail} repeats what the slot's own name already says": (
        "外层成员 {detail} 重复了所在位置的名称"
    ),
    "the outer member AIGC is missing, which this slot asks for": (
        "缺少外层成员 AIGC，而此位置要求写出该成员"
    ),
    "the outer member is spelt {detail}": "外层成员写作 {detail}",
    "AIGC stands inside AIGC": "AIGC 之内又嵌套了 AIGC",
    "{detail} stands beside the member AIGC": "成员 AIGC 之外还有 {detail}",
    "{detail} stands before the JSON": "JSON 之前有 {detail}",
    "the character code {detail} stands before the JSON": "JSON 之前有字符编码标记 {detail}",
    "blanks or NUL characters stand around the JSON": "JSON 前后有空白或 NUL 字符",
    "text stands after the JSON: {detail}": "JSON 之后还有文本：{detail}",
    "blanks stand between the members": "成员之间有空白",
    "the JSON escapes characters that need none": "JSON 转义了无须转义的字符",
    "the JSON holds a raw control character in a value": "JSON 的值中有未转义的控制字符",
    "the members stand in the order {detail}": "成员的顺序为 {detail}",
    "the JSON is encoded as a JSON string": "JSON 被再次编码为 JSON 字符串",
    "the JSON is HTML-escaped": "JSON 经过了 HTML 转义",
    "the JSON is base64-encoded": "JSON 经过了 base64 编码",
    # Deviations: names of members.
    "the member {detail} is missing": "缺少成员 {detail}",
    "the member {detail} is not one of the seven": "成员 {detail} 不属于规定的七个成员",
    "the member {detail} stands there twice": "成员 {detail} 重复出现",
    "a member's name is in the wrong case: {detail}": "成员名称的大小写不符：{detail}",
    "a member's name is misspelt: {detail}": "成员名称拼写有误：{detail}",
    "a member's name is that of a draft of the standard: {detail}": (
        "成员名称取自标准的征求意见稿：{detail}"
    ),
    "a member's name belongs to another key set, its meaning is a guess: {detail}": (
        "成员名称取自其他键名体系，其含义系推测：{detail}"
    ),
    # Deviations: the member Label and the other values.
    "Label is the number {detail}": "Label 是数字 {detail}，而不是字符串",
    "Label is the boolean {detail}": "Label 是布尔值 {detail}，而不是字符串",
    "Label has blanks around its digit": "Label 的数字前后有空白",
    "Label is none of 1, 2, 3: {detail}": "Label 不是 1、2、3 之一：{detail}",
    "Label is empty": "Label 为空",
    "{detail} is empty": "{detail} 为空",
    "{detail} is null, not a string": "{detail} 是 null，而不是字符串",
    "{detail} is a number, not a string": "{detail} 是数字，而不是字符串",
    "{detail} is a boolean, not a string": "{detail} 是布尔值，而不是字符串",
    "{detail} is a list or an object, not a string": "{detail} 是数组或对象，而不是字符串",
    "a value holds characters outside the allowed set: {detail}": (
        "值中有不在允许范围内的字符：{detail}"
    ),
    "{detail} holds half a character, read as U+FFFD": (
        "{detail} 中有不完整的字符，已按 U+FFFD 读取"
    ),
    # Deviations: front matter, and the container around the label.
    "the mapping is written in braces": "映射写在花括号内",
    "the value of {detail} is not quoted": "{detail} 的值没有加引号",
    "the value of {detail} is a block of lines": "{detail} 的值是多行文本块",
    "the label is a TOML table": "标识写成了 TOML 表",
    "the label stands in JSON front matter": "标识位于 JSON 前置元数据中",
    "a checksum of the structure that carries the label is wrong: {detail}": (
        "承载标识的结构校验和有误：{detail}"
    ),
    # Writing: what Annex E refuses.
    "Label must be 1, 2 or 3 (GB 45438-2025 Annex E)": (
        "Label 必须是 1、2 或 3（GB 45438-2025 附录 E）"
    ),
    "{key} must not be empty (GB 45438-2025 Annex E)": "{key} 不得为空（GB 45438-2025 附录 E）",
    "{key} {value!r} is a Chinese name: write the provider code instead "
    "(hegui code make; GB 45438-2025 Annex E j)": (
        "{key} 的值 {value!r} 是中文名称：应改写服务提供者编码"
        "（hegui code make；GB 45438-2025 附录 E j）"
    ),
    "{key} holds {characters!r}, which GB 45438-2025 Annex E j does not allow "
    "(printable ASCII without space and backslash)": (
        "{key} 含有 GB 45438-2025 附录 E j 不允许的字符 {characters!r}"
        "（只允许除空格和反斜杠以外的可打印 ASCII 字符）"
    ),
    # YAML.
    "the front matter leaves a quote or bracket open at line {line}": (
        "前置元数据第 {line} 行的引号或括号没有闭合"
    ),
    "the front matter is not a YAML mapping: {found!r} at line {line}": (
        "前置元数据不是 YAML 映射：第 {line} 行出现 {found!r}"
    ),
    "is no mapping of the seven members": "不是由七个成员组成的映射",
    "has an unknown escape in the quotes at line {line}": "第 {line} 行引号内有未知的转义",
    "holds a mapping or a list within a value at line {line}": "第 {line} 行的值中含有映射或列表",
    "leaves a quote open at line {line}": "第 {line} 行的引号没有闭合",
    "uses a YAML merge key at line {line}": "第 {line} 行使用了 YAML 合并键",
    "is not YAML: {found!r} at line {line}": "不是有效的 YAML：第 {line} 行出现 {found!r}",
    "uses a YAML anchor, alias or tag at line {line}": "第 {line} 行使用了 YAML 锚点、别名或标签",
}
