"""Chinese for what the system, the XML parser and SQLite say, as facts within sentences.

Their words are English in every language of hegui: the keys are theirs, not hegui's. What is
not listed is shown as they say it.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    # The operating system (errno).
    "Operation not permitted": "不允许的操作",
    "No such file or directory": "没有那个文件或目录",
    "Interrupted system call": "系统调用被中断",
    "Input/output error": "输入/输出错误",
    "No such device or address": "没有那个设备或地址",
    "Cannot allocate memory": "无法分配内存",
    "Permission denied": "权限不够",
    "Device or resource busy": "设备或资源忙",
    "File exists": "文件已存在",
    "Invalid cross-device link": "无效的跨设备链接",
    "No such device": "没有那个设备",
    "Not a directory": "不是目录",
    "Is a directory": "是一个目录",
    "Invalid argument": "无效的参数",
    "Too many open files in system": "系统中打开的文件过多",
    "Too many open files": "打开的文件过多",
    "Text file busy": "文件正在运行，不能改写",
    "File too large": "文件过大",
    "No space left on device": "设备上没有剩余空间",
    "Read-only file system": "只读文件系统",
    "Too many links": "链接过多",
    "File name too long": "文件名过长",
    "Directory not empty": "目录非空",
    "Too many levels of symbolic links": "符号链接的层数过多",
    "Value too large for defined data type": "数值超出数据类型的范围",
    "Invalid or incomplete multibyte or wide character": "无效或不完整的多字节字符",
    "Operation not supported": "不支持的操作",
    "Address already in use": "地址已被占用",
    "Cannot assign requested address": "无法使用所请求的地址",
    "Name or service not known": "名称或服务未知",
    "Connection refused": "连接被拒绝",
    "Connection timed out": "连接超时",
    "Stale file handle": "失效的文件句柄",
    "Disk quota exceeded": "超出磁盘配额",
    # The XML parser (expat).
    "out of memory": "内存不足",
    "syntax error": "语法错误",
    "no element found": "没有元素",
    "not well-formed (invalid token)": "格式不正确（无效的记号）",
    "unclosed token": "记号没有闭合",
    "partial character": "字符不完整",
    "mismatched tag": "标签不匹配",
    "duplicate attribute": "属性重复",
    "junk after document element": "根元素之后有多余内容",
    "illegal parameter entity reference": "非法的参数实体引用",
    "undefined entity": "未定义的实体",
    "recursive entity reference": "实体循环引用",
    "asynchronous entity": "实体跨越了元素边界",
    "reference to invalid character number": "引用了无效的字符编号",
    "reference to binary entity": "引用了二进制实体",
    "reference to external entity in attribute": "属性中引用了外部实体",
    "XML or text declaration not at start of entity": "XML 声明不在开头",
    "unknown encoding": "未知的编码",
    "encoding specified in XML declaration is incorrect": "XML 声明中指定的编码不正确",
    "unclosed CDATA section": "CDATA 段没有闭合",
    "unbound prefix": "命名空间前缀没有绑定",
    "must not undeclare prefix": "不得取消声明命名空间前缀",
    "incomplete markup in parameter entity": "参数实体中的标记不完整",
    "XML declaration not well-formed": "XML 声明的格式不正确",
    "text declaration not well-formed": "文本声明的格式不正确",
    "illegal character(s) in public id": "公共标识符中有非法字符",
    "reserved prefix (xml) must not be undeclared or bound to another namespace name": (
        "保留前缀 xml 不得取消声明，也不得绑定到其他命名空间"
    ),
    "reserved prefix (xmlns) must not be declared or undeclared": (
        "保留前缀 xmlns 不得声明，也不得取消声明"
    ),
    "prefix must not be bound to one of the reserved namespace names": (
        "前缀不得绑定到保留的命名空间"
    ),
    "limit on input amplification factor (from DTD and entities) breached": (
        "DTD 和实体使输入的膨胀超过限度"
    ),
    # SQLite.
    "file is not a database": "文件不是数据库",
    "database disk image is malformed": "数据库文件已损坏",
}
