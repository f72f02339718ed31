"""The HTTP service: hegui serve (web/*, cli/serve.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # hegui serve
    "the HTTP service: API and pages": "HTTP 服务：API 与页面",
    "Serves hegui's verbs over HTTP, and pages for people. Nothing has to be set up; "
    "without --host only this machine can reach it, and needs no key.": (
        "通过 HTTP 提供 hegui 的各项功能，并提供供人使用的页面。无需任何设置；"
        "未指定 --host 时只有本机可以访问，且不需要密钥。"
    ),
    "address to listen at": "监听地址",
    "port to listen at": "监听端口",
    "where the service keeps its own files": "服务存放自身文件的目录",
    "processes that look into uploads": "检查上传内容的进程数",
    "hegui serves at http://{host}:{port}/ (Ctrl-C stops it)": (
        "hegui 正在 http://{host}:{port}/ 提供服务（按 Ctrl-C 停止）"
    ),
    # What is called what, in problem details.
    "the file could not be read": "文件无法读取",
    "nothing was written": "没有写入任何内容",
    "the request cannot be carried out as it is put": "无法按所提要求执行请求",
    "the service is not set up for this": "服务没有为此做好设置",
    "the file's format is not known": "不认识文件的格式",
    "the file's format has no place for a label": "文件的格式没有可写标识的位置",
    "plain text has no place for an implicit label": "纯文本没有可写隐式标识的位置",
    "the explicit label has no room in the work": "作品中放不下显式标识",
    "this variant of the format is not worked on": "不处理该格式的这一变体",
    "the file contradicts its own format": "文件与其自身格式相矛盾",
    "the file asks for more than a file may": "处理该文件所需超过单个文件的上限",
    "the file has no label that can be used": "文件中没有可用的标识",
    "another's label stands in the way": "已有他人的标识",
    "what follows from the upload could not be told": "无法得出对上传内容的结论",
    "a C2PA manifest would no longer hold": "C2PA 清单将不再成立",
    "a seal would no longer hold": "签封将不再成立",
    "the request cannot be read": "无法读取请求",
    "the request says what it may not": "请求的内容不符合要求",
    "there is nothing at this address": "此地址没有内容",
    "this address does not know the method": "此地址不支持该方法",
    "the upload is too large": "上传内容过大",
    "the upload came too slowly": "上传过慢",
    "the request's body has a media type not taken here": "此处不接受该媒体类型的请求体",
    "the file could not be worked on": "无法处理文件",
    "the service is busy": "服务繁忙",
    "the service is about to stop": "服务即将停止",
    "the service has no room for the upload": "服务没有存放上传内容的空间",
    "the service made a mistake": "服务出错",
    # What is wrong in particular.
    "{waiting} requests wait already; try again later": "已有 {waiting} 个请求在等待；请稍后再试",
    "to look at the file takes longer than {seconds} s": "检查该文件的时间超过 {seconds} 秒",
    "to look at the file takes more memory than a file may": "检查该文件所需内存超过上限",
    "the process that looked at the file ended before it was done": (
        "检查该文件的进程在完成之前终止"
    ),
    "{where}: {why}": "{where}：{why}",
    "there is nothing at {address}": "{address} 没有内容",
    "{method} is not known here": "此处不支持 {method}",
    "what went wrong is in the log": "出错原因见日志",
    "the request holds no file, or an empty one": "请求中没有文件，或文件为空",
    "of the upload {come} bytes came in {seconds} s": "{seconds} 秒内只收到上传内容的 {come} 字节",
    "the request ended before its body did": "请求在请求体结束之前中断",
    "the form ends in its middle": "表单不完整",
    "the form has no field called {field}": "表单没有名为 {field} 的字段",
    "the form's headers are too long": "表单的头部过长",
    "the form has a field called {name}; it takes one, {field}, and everything else in the "
    "address": "表单有名为 {name} 的字段；表单只接受 {field} 一个字段，其余选项写在地址中",
    "the form has more than one file": "表单中有多个文件",
    "the form cannot be read: {why}": "无法读取表单：{why}",
    "this service labels as {ours}, and as nobody else": "本服务只以 {ours} 的身份添加标识",
    "an upload may have {largest} bytes at most": "上传内容最多 {largest} 字节",
    "the upload cannot be kept: {cause}": "无法保存上传内容：{cause}",
}
