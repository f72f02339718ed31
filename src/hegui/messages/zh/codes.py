"""Chinese for provider codes and the numbers inside them (codes.py, rules/codes.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Composing a code.
    "an individual's code shows the person's number to everyone who reads the label; "
    "say exposes_identity to accept that": (
        "个人的编码会向所有读取标识的人公开其号码；如接受，请指定 exposes_identity"
    ),
    "a service extension needs a service: generation or propagation": (
        "服务扩展码须指明服务类型：生成合成或传播"
    ),
    "the service extension has up to four characters 0-9 and A-Z": (
        "服务扩展码最多四个字符，只能是 0-9 和 A-Z"
    ),
    "no binding {value!r} is known for this kind of subject": (
        "此类主体没有取值为 {value!r} 的主体编码类型"
    ),
    "the subject code has up to {length} characters 0-9 and A-Z": (
        "主体编码最多 {length} 个字符，只能是 0-9 和 A-Z"
    ),
    "{kind}: {expected} characters are needed, {length} are given": (
        "{kind}：应为 {expected} 个字符，实为 {length} 个"
    ),
    # What is wrong or doubtful about a code.
    "a provider code has {expected} characters, not {length}": (
        "服务提供者编码应为 {expected} 个字符，而不是 {length} 个"
    ),
    "position {position} is a lower-case letter; a provider code has upper case only": (
        "第 {position} 位是小写字母；服务提供者编码只用大写字母"
    ),
    "position {position} is neither 0-9 nor A-Z": "第 {position} 位既不是 0-9，也不是 A-Z",
    "positions 1 and 2 are {value!r}; a provider code begins with 00": (
        "第 1、2 位是 {value!r}；服务提供者编码以 00 开头"
    ),
    "position 3 is {value!r}; 1 is an organisation, 2 an individual": (
        "第 3 位是 {value!r}；1 表示组织机构，2 表示个人"
    ),
    "position 4 is {value!r}, a binding that the guide does not name": (
        "第 4 位是 {value!r}，实践指南没有列出这种主体编码类型"
    ),
    "position 4: that {value} means {meaning} is presumed, not verified": (
        "第 4 位：{value} 表示{meaning}系推定，未经核实"
    ),
    "the identity card number must be 17 digits and a check character": (
        "公民身份号码应为 17 位数字加一个校验码"
    ),
    "the credit code holds a character that GB 32100-2015 does not allow": (
        "统一社会信用代码含有 GB 32100-2015 不允许的字符"
    ),
    "the identity card number's check character {found!r} is wrong (GB 11643-1999)": (
        "公民身份号码的校验码 {found!r} 有误（GB 11643-1999）"
    ),
    "the credit code's check character is {found!r} where {expected!r} is right (GB 32100-2015)": (
        "统一社会信用代码的校验码是 {found!r}，应为 {expected!r}（GB 32100-2015）"
    ),
    "position 23 is {value!r}; 1 is generation, 2 propagation, 0 none": (
        "第 23 位是 {value!r}；1 表示生成合成服务，2 表示传播服务，0 表示无"
    ),
    "positions 23 to 27 name no service and are not 00000 either": (
        "第 23 至 27 位没有指明服务，却也不是 00000"
    ),
    # The parts of a code.
    "format of the code, always 00": "编码格式，固定为 00",
    "a value without known meaning": "含义不明的值",
    "the subject code is: {kind}": "主体编码为：{kind}",
    "subject code, shorter ones filled with zeros": "主体编码，不足的位以零补齐",
    "administrative division": "登记管理机关行政区划码",
    "organisation code (GB 11714)": "组织机构代码（GB 11714）",
    "check character": "校验码",
    "unused": "未使用",
    "the provider's own number of a model or application": "服务提供者自定的模型或应用编号",
    "organisation": "组织机构",
    "individual": "个人",
    "unified social credit code": "统一社会信用代码",
    "identity card number": "公民身份号码",
    "mobile number": "手机号码",
    "passport number": "护照号码",
    "network identity number": "网号",
    "no service extension": "无服务扩展码",
    "generation service": "生成合成服务",
    "propagation service": "传播服务",
    # GB 32100-2015: registration departments.
    "establishment of public bodies": "机构编制",
    "foreign affairs": "外交",
    "justice": "司法行政",
    "culture": "文化",
    "civil affairs": "民政",
    "tourism": "旅游",
    "religious affairs": "宗教",
    "trade unions": "工会",
    "market regulation": "市场监管",
    "military reform and establishment": "中央军委改革和编制办公室",
    "agriculture": "农业",
    "other": "其他",
    # GB 32100-2015: categories of organisation.
    "public authority": "机关",
    "public institution": "事业单位",
    "mass organisation with state establishment": "中央编办直接管理机构编制的群众团体",
    "resident foreign news agency": "外国常驻新闻机构",
    "law firm": "律师执业机构",
    "notary office": "公证处",
    "grass-roots legal service": "基层法律服务所",
    "forensic institution": "司法鉴定机构",
    "arbitration commission": "仲裁委员会",
    "foreign cultural centre in China": "外国在华文化中心",
    "social organisation": "社会团体",
    "private non-enterprise unit": "民办非企业单位",
    "foundation": "基金会",
    "office of a foreign tourism authority": "外国旅游部门常驻代表机构",
    "resident office of a Hong Kong, Macao or Taiwan tourism authority": (
        "港澳台地区旅游部门常驻内地（大陆）代表机构"
    ),
    "place of religious activity": "宗教活动场所",
    "religious school": "宗教院校",
    "grass-roots trade union": "基层工会",
    "enterprise": "企业",
    "individual business": "个体工商户",
    "farmers' cooperative": "农民专业合作社",
    "military institution": "军队事业单位",
    "collective economic organisation of a villagers' group": "组级集体经济组织",
    "collective economic organisation of a village": "村级集体经济组织",
    "collective economic organisation of a township": "乡镇级集体经济组织",
}
