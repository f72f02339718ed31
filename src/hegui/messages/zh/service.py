"""The HTTP service: hegui serve (web/*, cli/serve.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # hegui serve
    "the HTTP service: API and pages": "HTTP 服务：API 与页面",
    "Serves hegui's verbs over HTTP, and pages for people. Nothing has to be set up; without "
    "--host only this machine can reach it, and needs no key. Every option can stand in the "
    "environment as HEGUI_SERVE_ and its name.": (
        "通过 HTTP 提供 hegui 的各项功能，并提供供人使用的页面。无需任何设置；"
        "未指定 --host 时只有本机可以访问，且不需要密钥。"
        "每个选项都可以写在环境变量中，名称为 HEGUI_SERVE_ 加选项名。"
    ),
    "address to listen at; 127.0.0.1": "监听地址；默认为 127.0.0.1",
    "port to listen at; 8340": "监听端口；默认为 8340",
    "names that the service is reached by, as behind a proxy: needs keys": (
        "访问服务所用的名称（如在代理之后）：需要密钥"
    ),
    "the largest upload (4G)": "上传内容的最大字节数（4G）",
    "directories and fsspec addresses that files may be read from": (
        "允许从中读取文件的目录和 fsspec 地址"
    ),
    "the ledger: a path, sqlite:///… or postgresql://…": (
        "台账：路径、sqlite:///… 或 postgresql://…"
    ),
    "{host}, port {port}, cannot be listened at: {cause}": (
        "无法在 {host} 的端口 {port} 监听：{cause}"
    ),
    "whoever asks needs an API key: hegui serve key new": (
        "请求者需要 API 密钥：hegui serve key new"
    ),
    "API keys: make, list and revoke them": "API 密钥：生成、列出、吊销",
    "make a key": "生成密钥",
    "whose key it is": "密钥归谁使用",
    "what it is good for: label, read, check, …, or admin for everything": (
        "密钥的权限：label、read、check 等，或 admin 表示全部"
    ),
    "requests a minute; 600": "每分钟请求数；默认为 600",
    "list the keys": "列出密钥",
    "revoke a key": "吊销密钥",
    "the key's id, as list shows it": "list 所显示的密钥编号",
    "this is the only time that the key is shown": "密钥只在此时显示一次",
    "the key {id} holds no longer": "密钥 {id} 已失效",
    "revoked": "已吊销",
    "holds": "有效",
    "{name} cannot be {text}": "{name} 不能为 {text}",
    # Keys.
    "no scope is called {name}; there are {choices}": "没有名为 {name} 的权限；可用的有 {choices}",
    "a key without a scope is good for nothing": "没有权限的密钥没有用处",
    "a rate is 1 to {most} requests a minute": "速率为每分钟 1 至 {most} 个请求",
    "a key needs a name, of {most} characters at most": "密钥需要名称，最多 {most} 个字符",
    "an API key is needed: Authorization: Bearer hegui_…": (
        "需要 API 密钥：Authorization: Bearer hegui_…"
    ),
    "the API key lacks the scope {scope}": "API 密钥没有 {scope} 权限",
    "more than {rate} requests a minute; again in {seconds} s": (
        "每分钟超过 {rate} 个请求；请在 {seconds} 秒后再试"
    ),
    "this service is not called {host}": "本服务的名称不是 {host}",
    "another site's page sent this, and no key came with it": (
        "请求由其他网站的页面发出，且没有密钥"
    ),
    # Jobs.
    "the files of this job are kept by another server": "此任务的文件由另一台服务器保存",
    "the job has no answer: it is {state}": "任务没有结果：其状态为 {state}",
    "the Idempotency-Key was used before, for another request": (
        "该 Idempotency-Key 已用于另一个请求"
    ),
    "an Idempotency-Key has 1 to {most} characters": "Idempotency-Key 为 1 至 {most} 个字符",
    "no job has this id": "没有此编号的任务",
    "the result cannot be kept: {cause}": "无法保存结果：{cause}",
    # Records and complaints.
    "no record is at this position": "此位置没有记录",
    "no complaint is at this position": "此位置没有投诉",
    "it was decided already": "已经作出处理决定",
    "no market is called so": "没有这样命名的市场",
    "the catalogue has no record of this id": "规则目录中没有此编号的记录",
    "no problem is called so": "没有这样命名的问题",
    # Middleware.
    "events hold text or chat, not {events}": "事件的内容为 text 或 chat，不能为 {events}",
    "the text says it is in {charset}": "文本声明的编码为 {charset}",
    "is no text: {cause}": "不是文本：{cause}",
    "a body that is compressed cannot be labelled": "压缩过的响应体无法添加标识",
    # Storage.
    "the service may not read from there": "服务不得从该处读取",
    "no file that can be read is there": "该处没有可读取的文件",
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
    "a seal would no longer hold": "防护签名将不再成立",
    "the request cannot be read": "无法读取请求",
    "the request says what it may not": "请求的内容不符合要求",
    "there is nothing at this address": "此地址没有内容",
    "this address does not know the method": "此地址不支持该方法",
    "who asks is not known": "请求者身份不明",
    "the API key does not allow this": "API 密钥不允许此操作",
    "the request is meant for another host": "请求指向其他主机",
    "too many requests": "请求过多",
    "the request contradicts an earlier one": "请求与之前的请求矛盾",
    "another server keeps this": "由另一台服务器保存",
    "the ledger cannot be used": "无法使用台账",
    "the address is none that may be read": "不允许读取该地址",
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
