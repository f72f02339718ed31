"""The Measures for Labelling AI-Generated Synthetic Content, article by article, own words.

The notices of art. 6 and the six months of art. 9 are records of ``platform_notices`` and
``numbers``; here they stand in their place among the articles.
"""

from __future__ import annotations

from hegui.rules.confidence import Confidence
from hegui.rules.numbers import LOG_RETENTION
from hegui.rules.platform_notices import NOTICES
from hegui.rules.provision import Provision

_MEASURES = "cn-labelling-measures-2025"

ARTICLES: tuple[Provision, ...] = (
    Provision(
        f"{_MEASURES}/1",
        _MEASURES,
        "art. 1",
        "第一条",
        "Purpose, and the laws and rules the Measures rest on.",
        "制定目的和依据。",
        Confidence.KNOWN,
        (),
    ),
    Provision(
        f"{_MEASURES}/2",
        _MEASURES,
        "art. 2",
        "第二条",
        "The Measures apply to network information service providers under the rules on "
        "algorithmic recommendation, deep synthesis and generative AI.",
        "适用于符合算法推荐、深度合成、生成式人工智能服务规定情形的网络信息服务提供者。",
        Confidence.KNOWN,
        (),
    ),
    Provision(
        f"{_MEASURES}/3",
        _MEASURES,
        "art. 3",
        "第三条",
        "Content is text, images, sound, video, virtual scenes and the like made with AI; its "
        "labels are explicit, for people to perceive, or implicit, in the file's data.",
        "生成合成内容指利用人工智能制作的文本、图片、音频、视频、虚拟场景等；标识分为可被用户"
        "明显感知的显式标识和在文件数据中添加的隐式标识。",
        Confidence.TEXT2,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/4-1",
        _MEASURES,
        "art. 4 para 1",
        "第四条第一款",
        "Services under art. 17 (1) of the Deep Synthesis Provisions must add explicit labels.",
        "属于《深度合成管理规定》第十七条第一款情形的，应添加显式标识。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/4-1-1",
        _MEASURES,
        "art. 4 (1)",
        "第四条第一款第（一）项",
        "Text: a text or general symbol prompt at the start, the end or in the middle, or a "
        "prominent prompt in the interface or around the text.",
        "文本：在起始、末尾或中间适当位置添加文字提示或通用符号提示，或在交互界面、文字周边添加"
        "显著提示。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/4-1-2",
        _MEASURES,
        "art. 4 (2)",
        "第四条第一款第（二）项",
        "Sound: a voice or rhythm prompt at the start, the end or in the middle, or a prominent "
        "prompt in the interface.",
        "音频：在起始、末尾或中间适当位置添加语音提示或音频节奏提示，或在交互界面添加显著提示。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/4-1-3",
        _MEASURES,
        "art. 4 (3)",
        "第四条第一款第（三）项",
        "Image: a prominent mark at a suitable position.",
        "图片：在适当位置添加显著的提示标识。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/4-1-4",
        _MEASURES,
        "art. 4 (4)",
        "第四条第一款第（四）项",
        "Video: a prominent mark on the start frame and at a suitable place around the player; at "
        "the end and in the middle it may be added.",
        "视频：应在起始画面和播放周边的适当位置添加显著标识；末尾和中间可添加。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/4-1-5",
        _MEASURES,
        "art. 4 (5)",
        "第四条第一款第（五）项",
        "Virtual scene: a prominent mark on the start frame; during the service it may be added "
        "at a suitable position.",
        "虚拟场景：应在起始画面添加显著标识；持续服务过程中可在适当位置添加。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/4-1-6",
        _MEASURES,
        "art. 4 (6)",
        "第四条第一款第（六）项",
        "Other services: a prominent mark that suits the application.",
        "其他场景：根据自身应用特点添加显著标识。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/4-2",
        _MEASURES,
        "art. 4 para 2",
        "第四条第二款",
        "A file that can be downloaded, copied or exported carries an explicit label that meets "
        "the requirements.",
        "提供下载、复制、导出功能的，文件中应含有满足要求的显式标识。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/5",
        _MEASURES,
        "art. 5",
        "第五条",
        "The file's metadata carries an implicit label: what the content is, the provider's name "
        "or code, the content's number.",
        "应在文件元数据中添加隐式标识，包含内容属性、服务提供者名称或编码、内容编号。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/5-watermark",
        _MEASURES,
        "art. 5",
        "第五条",
        "Digital watermarks and other implicit labels are encouraged, not required.",
        "鼓励（非强制）添加数字水印等形式的隐式标识。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/5-metadata",
        _MEASURES,
        "art. 5",
        "第五条",
        "File metadata is descriptive information embedded in the file header in a specific "
        "encoding, on the file's source, attributes and use.",
        "文件元数据是按特定编码格式嵌入文件头部的描述性信息，记录文件来源、属性、用途等。",
        Confidence.TEXT,
        ("S11",),
    ),
    *NOTICES,
    Provision(
        f"{_MEASURES}/6-1-4",
        _MEASURES,
        "art. 6 (4)",
        "第六条第一款第（四）项",
        "The platform offers a labelling function and reminds users to declare generated content.",
        "提供标识功能，并提醒用户主动声明生成合成内容。",
        Confidence.TEXT,
        ("S11",),
    ),
    Provision(
        f"{_MEASURES}/6-2",
        _MEASURES,
        "art. 6 para 2",
        "第六条第二款",
        "In the cases (1) to (3) the platform adds to the metadata what the content is, its own "
        "name or code, and its content number.",
        "有第（一）至（三）项情形的，应在文件元数据中添加内容属性、传播平台名称或编码、内容编号。",
        Confidence.TEXT,
        ("S11",),
    ),
    Provision(
        f"{_MEASURES}/7",
        _MEASURES,
        "art. 7",
        "第七条",
        "An app store asks, when it reviews an app, whether it generates content, and if so "
        "verifies its labelling materials.",
        "应用分发平台上架审核时，应要求说明是否提供生成合成服务；提供的，核验其标识相关材料。",
        Confidence.TEXT,
        ("S2", "S11"),
    ),
    Provision(
        f"{_MEASURES}/8",
        _MEASURES,
        "art. 8",
        "第八条",
        "The user agreement states the methods, styles and other specifications of labelling and "
        "prompts users to read them.",
        "用户服务协议应说明标识的方法、样式等规范内容，并提示用户阅读。",
        Confidence.TEXT,
        ("S11",),
    ),
    Provision(
        f"{_MEASURES}/9",
        _MEASURES,
        "art. 9",
        "第九条",
        "At a user's request content may be supplied without explicit label, once the agreement "
        "fixes the user's duty to label and liability; nothing waives the implicit label.",
        "用户申请的，经协议明确其标识义务和使用责任后，可提供不含显式标识的内容；未免除隐式标识。",
        Confidence.TEXT,
        ("S11",),
    ),
    LOG_RETENTION,
    Provision(
        f"{_MEASURES}/10-declare",
        _MEASURES,
        "art. 10",
        "第十条",
        "Users who publish generated content declare it and use the platform's labelling function.",
        "用户发布生成合成内容的，应主动声明并使用平台提供的标识功能。",
        Confidence.TEXT,
        ("S11",),
    ),
    Provision(
        f"{_MEASURES}/10-integrity",
        _MEASURES,
        "art. 10",
        "第十条",
        "Nobody may maliciously delete, alter, forge or conceal labels, supply tools or services "
        "for that, or harm others' lawful interests by improper labelling.",
        "任何人不得恶意删除、篡改、伪造、隐匿标识，不得为此提供工具或服务，不得通过不正当标识"
        "损害他人合法权益。",
        Confidence.TEXT,
        ("S11",),
    ),
    Provision(
        f"{_MEASURES}/11",
        _MEASURES,
        "art. 11",
        "第十一条",
        "Other laws, regulations and mandatory national standards apply as well.",
        "还应符合其他法律法规和强制性国家标准。",
        Confidence.KNOWN,
        (),
    ),
    Provision(
        f"{_MEASURES}/12",
        _MEASURES,
        "art. 12",
        "第十二条",
        "Labelling materials are submitted with the algorithm filing and the security assessment; "
        "labelling information is shared.",
        "办理算法备案、安全评估时提供标识相关材料，并加强标识信息共享。",
        Confidence.KNOWN,
        (),
    ),
    Provision(
        f"{_MEASURES}/13",
        _MEASURES,
        "art. 13",
        "第十三条",
        "The cyberspace, telecommunications, police and radio and television authorities deal "
        "with violations under the relevant laws.",
        "违反规定的，由网信、电信、公安、广播电视等部门依有关法律处理。",
        Confidence.KNOWN,
        (),
    ),
    Provision(
        f"{_MEASURES}/14",
        _MEASURES,
        "art. 14",
        "第十四条",
        "The Measures are in force from 2025-09-01.",
        "自2025年9月1日起施行。",
        Confidence.TEXT,
        ("S11",),
    ),
)
