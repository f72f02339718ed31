"""Chinese for what argparse itself says, Python 3.11 to 3.14 (see ``hegui.cli.chinese``).

Kept apart from the sentences of hegui: these keys are argparse's, with its ``%`` places.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    # Help.
    "usage: ": "用法：",
    "positional arguments": "位置参数",
    "options": "选项",
    "subcommands": "子命令",
    "show this help message and exit": "显示此帮助并退出",
    "show program's version number and exit": "显示版本号并退出",
    " (default: %(default)s)": "（默认：%(default)s）",
    # Wrong use.
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "the following arguments are required: %s": "缺少必需的参数：%s",
    "one of the arguments %s is required": "以下参数须给出其一：%s",
    "unrecognized arguments: %s": "无法识别的参数：%s",
    "not allowed with argument %s": "不能与参数 %s 同时使用",
    "ignored explicit argument %r": "该参数不接受值，%r 无效",
    "expected one argument": "应有一个值",
    "expected at most one argument": "最多只能有一个值",
    "expected at least one argument": "至少应有一个值",
    "expected %s argument": "应有 %s 个值",
    "expected %s arguments": "应有 %s 个值",
    "ambiguous option: %(option)s could match %(matches)s": (
        "选项有歧义：%(option)s 可能是 %(matches)s"
    ),
    "unexpected option string: %s": "意外的选项：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "无效的取值：%(value)r（可选：%(choices)s）"
    ),
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "无效的取值：%(value)r，是否想写 %(closest)r？（可选：%(choices)s）"
    ),
    "invalid %(type)s value: %(value)r": "无效的 %(type)s 值：%(value)r",
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "未知的命令 %(parser_name)r（可选：%(choices)s）"
    ),
    "%(prog)s: error: %(message)s\n": "%(prog)s：错误：%(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s：警告：%(message)s\n",
    "option '%(option)s' is deprecated": "选项“%(option)s”已弃用",
    "argument '%(argument_name)s' is deprecated": "参数“%(argument_name)s”已弃用",
    "command '%(parser_name)s' is deprecated": "命令“%(parser_name)s”已弃用",
}
