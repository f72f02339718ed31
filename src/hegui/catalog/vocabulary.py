"""The catalogue's words as people read them, in English and Chinese."""

from __future__ import annotations

from hegui.rules import Confidence

# The word in the data → in English, in Chinese.
WORDS: dict[str, tuple[str, str]] = {
    # statuses
    "proposed": ("proposed", "拟议"),
    "pre_research": ("drafting or pre-research", "预研或起草"),
    "drafting": ("in drafting", "起草中"),
    "consultation": ("public consultation", "征求意见"),
    "draft_consultation": ("draft for comment", "征求意见稿"),
    "approval": ("awaiting approval", "报批"),
    "adopted_not_in_force": ("adopted, not yet in force", "已公布，尚未施行"),
    "published_not_effective": ("published, not yet effective", "已发布，尚未实施"),
    "published": ("published", "已发布"),
    "in_force": ("in force", "现行有效"),
    "effective": ("effective", "现行"),
    "amended": ("in force as amended", "现行有效（已修改）"),
    "superseded": ("superseded", "已被替代"),
    "repealed": ("repealed", "已废止"),
    "unknown": ("referred to only", "仅被提及"),
    # tiers
    "law": ("law", "法律"),
    "administrative_regulation": ("administrative regulation", "行政法规"),
    "departmental_rule": ("departmental rule", "部门规章"),
    "normative_document": ("normative document", "规范性文件"),
    "technical_standard": ("technical standard", "技术标准"),
    # types of instruments
    "policy_initiative": ("policy initiative", "政策倡议"),
    "proposal": ("proposal", "倡议"),
    "policy": ("policy", "政策"),
    "international_agreement": ("international agreement", "国际文件"),
    "law_amendment": ("amendment of a law", "法律修改决定"),
    "guideline": ("guideline", "指南"),
    "law_project": ("planned law", "立法计划"),
    "standardization_guideline": ("standardization guideline", "标准化指南"),
    "framework": ("framework", "框架"),
    "agreement": ("agreement", "协议"),
    "policy_topic": ("policy topic", "政策议题"),
    "voluntary_commitment": ("voluntary commitment", "自愿承诺"),
    "report": ("report", "报告"),
    "departmental_rule_draft": ("draft departmental rule", "部门规章征求意见稿"),
    "notice": ("notice", "通知"),
    "standards_system": ("standards system", "标准体系"),
    "practice_guide": ("practice guide", "实践指南"),
    "regulation": ("regulation", "条例"),
    "regulation_amendment": ("amending regulation", "修改条例"),
    "code_of_practice": ("code of practice", "行为准则"),
    "rules": ("rules", "规则"),
    "decree": ("decree", "法令"),
    "bill": ("bill", "法案"),
    # levels of standards
    "mandatory": ("mandatory national standard", "强制性国家标准"),
    "recommended": ("recommended national standard", "推荐性国家标准"),
    "guidance": ("national guidance document", "国家标准化指导性技术文件"),
    "sector": ("sector standard", "行业标准"),
    "association": ("association standard", "团体标准"),
    "international": ("international standard", "国际标准"),
    "technical_document": ("technical document", "技术文件"),
    "research_report": ("research report", "研究报告"),
    "project": ("project", "项目"),
    # how binding
    "hard": ("legally binding", "具有法律约束力"),
    "government_policy": ("government policy", "政府政策"),
    "soft": ("not binding", "无约束力"),
    "voluntary": ("voluntary", "自愿"),
    "none": ("none", "无"),
    # verbs
    "must": ("must", "应当"),
    "must_not": ("must not", "不得"),
    "should": ("should", "宜"),
    "may": ("may", "可以"),
    # roles
    "provider": ("provider", "服务提供者"),
    "platform": ("platform", "传播平台"),
    "app_store": ("app store", "应用分发平台"),
    "technical_supporter": ("technical supporter", "技术支持者"),
    "deployer": ("deployer", "部署者"),
    "user": ("user", "用户"),
    "anyone": ("anyone", "任何组织和个人"),
    # contents
    "text": ("text", "文本"),
    "image": ("images", "图片"),
    "sound": ("sound", "音频"),
    "video": ("video", "视频"),
    "scene": ("virtual scenes", "虚拟场景"),
    "interface": ("interfaces", "交互界面"),
    "other": ("other content", "其他内容"),
    "training_data": ("training data", "训练数据"),
    # strengths
    "equal": ("equal", "等同"),
    "subset": ("lies within", "包含于"),
    "superset": ("holds more", "包含"),
    "intersects": ("overlaps", "部分重合"),
    # events
    "body_founded": ("founded", "成立"),
    "meeting": ("meeting", "会议"),
    "applies": ("applies", "开始适用"),
    "ends": ("superseded", "被替代"),
    "issued": ("issued", "发布"),
    "adopted": ("adopted", "通过"),
    "agreed": ("agreed", "达成一致"),
    "assessed": ("assessed", "评估"),
    "deadline": ("deadline", "截止"),
    "consultation_closed": ("consultation closed", "征求意见截止"),
    "enforcement": ("enforcement", "执法"),
    "plan_issued": ("plan issued", "计划下达"),
    "target": ("target", "目标"),
    # relations
    "amends": ("amends", "修改"),
    "amended_by": ("amended by", "被修改于"),
    "based_on": ("based on", "依据"),
    "basis_for": ("basis for", "是其依据"),
    "ensures_implementation_of": ("implements", "落实"),
    "implementation_ensured_by": ("implemented by", "由其落实"),
    "obsoletes": ("supersedes", "替代"),
    "obsoletedBy": ("superseded by", "被替代于"),
    "complementOf": ("complements", "配套"),
    "hasComplement": ("complemented by", "配套文件"),
    "commentaryOf": ("interprets", "解释"),
    "hasCommentary": ("interpreted by", "解释文件"),
    "successorOf": ("follows", "承接"),
    "hasSuccessor": ("followed by", "后续"),
    "adoptedFrom": ("adopted from", "采用"),
    "adoptedAs": ("adopted as", "被采用为"),
    "partOf": ("part of", "属于"),
    "hasPart": ("has part", "组成部分"),
    "draftOf": ("draft of", "草案"),
    "hasDraft": ("has draft", "有草案"),
    "related": ("related to", "相关"),
    # records
    "Instrument": ("rule or policy", "法规政策"),
    "Standard": ("standard", "标准"),
    "Body": ("body", "机构"),
    "WorkingGroup": ("working group", "工作组"),
    "Obligation": ("obligation", "义务"),
    "Target": ("target", "目标"),
    "Statistic": ("figure", "统计"),
    "SystemNode": ("part of a standards system", "标准体系节点"),
    "Event": ("event", "事件"),
    "Finding": ("finding of the deck", "幻灯片结论"),
    "Mapping": ("mapping", "对应关系"),
    "Source": ("source", "来源"),
    # identifiers
    "number": ("number", "标准号"),
    "doc_no": ("document number", "文号"),
    "plan_number": ("plan number", "计划号"),
    "notice_no": ("notice number", "通知文号"),
    "hcno": ("openstd id", "公开系统编号"),
    # bodies
    "authority": ("authority", "主管部门"),
    "intergovernmental": ("intergovernmental organisation", "政府间组织"),
    "sdo": ("standards organisation", "标准组织"),
    "sdo_committee": ("committee of a standards organisation", "标准组织委员会"),
    "working_group": ("working group", "工作组"),
    "institute": ("institute", "研究机构"),
    "university": ("university", "高校"),
    "coordination_group": ("coordination group", "总体组"),
    "national_tc": ("national technical committee", "全国标准化技术委员会"),
    "sector_tc": ("sector technical committee", "行业标准化技术委员会"),
    "national_swg": ("national standardization working group", "全国标准化工作组"),
    "association_tc": ("committee of an association", "协会技术委员会"),
    "alliance": ("alliance", "联盟"),
    "network": ("network", "网络"),
    "study_group": ("study group", "研究组"),
    "country": ("country", "国家"),
    "union": ("union", "联盟"),
    "legislature": ("legislature", "立法机关"),
}

# How sure a fact is.
_CONFIDENCE: dict[Confidence, tuple[str, str]] = {
    Confidence.TEXT: ("the wording", "原文"),
    Confidence.TEXT2: ("read by a source", "来源读过原文"),
    Confidence.IMPL: ("from implementations", "据实现推断"),
    Confidence.SECONDARY: ("reported", "转述"),
    Confidence.KNOWN: ("UNVERIFIED", "未核实"),
}


def sureness(confidence: Confidence, lang: str = "en") -> str:
    """How sure a fact is, in words."""
    return _CONFIDENCE[confidence][lang == "zh"]


def word(value: str, lang: str = "en") -> str:
    """A word of the data as people read it; itself where there is none."""
    both = WORDS.get(value)
    return value if both is None else both[lang == "zh"]


def words(values: tuple[str, ...], lang: str = "en") -> str:
    """Words in a row."""
    return ("、" if lang == "zh" else ", ").join(word(value, lang) for value in values)
