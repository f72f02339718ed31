"""Many files: hegui batch."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # The command and its options.
    "millions of files: resumed, within limits, on one machine or a cluster": (
        "百万级文件批处理：可续跑、有限额，单机或集群"
    ),
    "Does one verb on every file below SRC. What came of each stands in a manifest; a run that "
    "was stopped goes on with it, and does again only what changed.": (
        "对 SRC 之下的每个文件执行同一命令。每个文件的结果记入清单；"
        "中断后凭清单续跑，只重做有变化的文件。"
    ),
    "a folder, or an address such as s3://…": "目录，或 s3://… 之类的地址",
    "where the new files go; the manifest beside them in .hegui-batch": (
        "新文件写到哪里；清单在其中的 .hegui-batch 目录"
    ),
    "a folder for the manifest and the report": "存放清单和报告的目录",
    "the batch": "批处理",
    "the manifest's place (….jsonl)": "清单的位置（….jsonl）",
    "the manifest as Parquet as well": "另存一份 Parquet 格式的清单",
    "files are told by their content, or by size and times (none)": (
        "按内容识别文件，或按大小和各项时间（none）"
    ),
    "replace files in DST that this batch has not written": "替换 DST 中并非本批写入的文件",
    "content numbers are derived from this; default: random": "内容编号由此推导；默认随机",
    "judge as of this day, YYYY-MM-DD; default: today, or the day of the manifest that is "
    "resumed": "按此日期判断，YYYY-MM-DD；默认为今天，续跑时为清单的日期",
    "say what would be done": "只说明将做什么，不执行",
    "processes of this machine, or a Dask cluster": "本机进程，或 Dask 集群",
    "of the Dask cluster": "Dask 集群的调度器地址",
    "how many work at once; default: one a processor": "同时工作的进程数；默认每个处理器一个",
    "begin at most so many files a second; 0 is no limit": "每秒最多开始处理的文件数；0 为不限",
    "for one file; 0 is none": "单个文件的时限；0 为不限",
    "of one worker (500M, 2G); 0 is none": "单个工作进程的内存上限（500M、2G）；0 为不限",
    "how often storage that errs is asked": "存储出错时一共请求几次",
    # What may be wrong with the call.
    "32 hexadecimal digits are wanted, which are a secret": "应为32位十六进制数，须保密",
    "{text} is no positive number, nor 0 for no limit": "{text} 不是正数，也不是表示不限的 0",
    "{text} is no whole number from {least} to {most}": "{text} 不是 {least} 至 {most} 的整数",
    "{text} is no number of bytes: say 500M or 2G, or 0 for no limit": (
        "{text} 不是字节数：请写 500M 或 2G，0 表示不限"
    ),
    "--scheduler is for --engine dask": "--scheduler 只用于 --engine dask",
    "--engine dask needs --scheduler ADDRESS": "--engine dask 需要 --scheduler 地址",
    "a manifest is a local file whose name ends in .jsonl": "清单须为本机文件，名字以 .jsonl 结尾",
    "an audit verifies seals by one trust file": "审查时只能用一个信任文件核验签章",
    "is no folder: name the folder that holds the files": "不是目录：请指明存放文件的目录",
    "{name} is no folder: name the folder that holds the files": (
        "{name} 不是目录：请指明存放文件的目录"
    ),
    "{name} is no folder": "{name} 不是目录",
    "the results would replace the originals: name another target": (
        "结果会替换原文件：请换一个目标位置"
    ),
    "the results would be mixed with the originals, which lie below {target}: name another "
    "target": ("原文件就在 {target} 之下，结果会与之混在一起：请换一个目标位置"),
    "the batch's report would replace {name}: name a --manifest elsewhere": (
        "批处理的报告会替换 {name}：请用 --manifest 另指清单的位置"
    ),
    "{address} names no place: say what lies behind the protocol, as in s3://bucket/folder": (
        "{address} 没有指明位置：协议之后要写明地址，如 s3://bucket/folder"
    ),
    "{address} is in the memory of one process, and a batch works in several": (
        "{address} 只在单个进程的内存中，而批处理由多个进程完成"
    ),
    "{address} cannot be used: {cause}": "{address} 无法使用：{cause}",
    "no Dask cluster answers at {address}: {cause}": "{address} 没有 Dask 集群应答：{cause}",
    "a worker of the cluster: {reason}": "集群中的工作进程：{reason}",
    # The manifest.
    "is no manifest of a batch": "不是批处理清单",
    "the manifest is of another batch: {key} was {old}, and is {new} now; give another --manifest "
    "for another batch": (
        "清单属于另一批：{key} 原为 {old}，现为 {new}；不同的批次请用 --manifest 另指清单"
    ),
    "the manifest is of a batch with other options ({old}, and {new} now); give another "
    "--manifest for another batch": (
        "清单所属批次的选项不同（原为 {old}，现为 {new}）；不同的批次请用 --manifest 另指清单"
    ),
    "the manifest is of a batch under other settings ({old}, and {new} now); give another "
    "--manifest for another batch": (
        "清单所属批次的设置不同（原为 {old}，现为 {new}）；不同的批次请用 --manifest 另指清单"
    ),
    "identity or settings are not those that the batch began with: {names}": (
        "主体身份或设置与本批开始时不同：{names}"
    ),
    "another run is at work on this batch": "另一个进程正在处理这一批",
    "another run is at work on this batch: waiting for its end, {seconds:.0f} s at most": (
        "另一个进程正在处理这一批：等待其结束，最多 {seconds:.0f} 秒"
    ),
    # What may go wrong with one file.
    "needs more memory than a worker may use": "所需内存超过工作进程的上限",
    "takes more than {seconds:g} seconds, the time limit of a file": (
        "处理超过 {seconds:g} 秒，即单个文件的时限"
    ),
    "the process that worked on it ended ({how})": "处理它的进程已终止（{how}）",
    "the worker that it was given to was lost ({cause})": "分到它的工作进程已失联（{cause}）",
    "no process for workers could be started": "无法启动工作进程",
    "changed while hegui was working on it": "在 hegui 处理期间被改动",
    "changed while it was read": "读取期间被改动",
    "is {have} bytes long there instead of {length}": "在目标处长 {have} 字节，应为 {length} 字节",
    # What is told while it runs and at its end.
    "{files} files: {fresh} to do, {again} to look at again, {taken} names taken by files that are "
    "not this batch's": (
        "共{files}个文件：{fresh}个待处理，{again}个待复核，{taken}个结果的名字已被非本批的文件占用"
    ),
    "{written} done, {errors} failed, {kept} done before, in {seconds:.1f} s": (
        "完成{written}个，失败{errors}个，此前已完成{kept}个，用时 {seconds:.1f} 秒"
    ),
    "judged as of {day}": "按 {day} 判断",
    "judged as of {day}, the day of the manifest that is resumed, and not as of today; give "
    "another --manifest for an audit as of today": (
        "按 {day} 判断，即所续清单的日期，而非今天；要按今天审查，请用 --manifest 另指清单"
    ),
    "of files no longer in the source, and not counted: {count} rows": (
        "所记文件已不在来源中、不计入的：{count}行"
    ),
    "{count} of all files could not be read: what they are is not known": (
        "全部文件中有{count}个无法读取：其性质不明"
    ),
    "stopped: {count} files are done, as {name} says; the same command goes on from there": (
        "已停止：{name} 记录了 {count} 个已完成的文件；再执行同一命令即从此处继续"
    ),
    "of a run that was cut off: {torn} bytes of an unfinished line and {removed} temporary files "
    "went": "上次中断留下的：已清除未写完的一行（{torn} 字节）和 {removed} 个临时文件",
    "{count} failed ({kinds})": "失败{count}个（{kinds}）",
    "of {total}, {left} left": "共{total}个，还需 {left}",
    # The report.
    "Labels written: a batch": "批处理：写入标识",
    "Uploads handed on: a batch": "批处理：传播上传内容",
    "Verdicts on uploads: a batch": "批处理：上传内容判定",
    "Audits: a batch": "批处理：合规审查",
    "labelled": "已标识",
    "labelled beside the file": "标识在文件之外",
    "handed on with elements": "已加传播要素",
    "checked": "已判定",
    "audited": "已审查",
    "failed": "失败",
    "undetermined": "无法判定",
    "no sign found": "未发现迹象",
    "{errors} of {count} files failed": "{count}个文件中有{errors}个失败",
    "{count} files, none failed": "共{count}个文件，无一失败",
    "from": "来源",
    "to": "目标",
    "content of the files done": "已处理文件的总量",
    "work of all processes together": "各进程工作时间合计",
    "the last run took": "最近一次运行用时",
    "rows of files no longer in the source, not counted": "文件已不在来源中的行（不计入）",
    "judged as of": "判断日期",
    "made by": "生成程序",
    "What came of the files": "处理结果",
    "Verdicts reached": "判定",
    "Failures by kind": "失败（按类别）",
    "Checks that fail": "不合格的检查项",
    "Checks that warn": "警告的检查项",
    "Producers named in the labels": "标识中的生成者",
    "Formats of the files": "格式",
    "Sizes of the files": "大小",
    "Time for one file": "单个文件用时",
    "others": "其他",
    "up to {bound}": "不超过 {bound}",
    "over {bound}": "超过 {bound}",
    "Some of the files that failed": "部分失败的文件",
    "The files that took longest": "用时最长的文件",
}
