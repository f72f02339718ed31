"""Chinese for explicit labels on video (explicit/video/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Options; the places of labels on pictures as well.
    "top left": "左上角",
    "top right": "右上角",
    "bottom left": "左下角",
    "bottom right": "右下角",
    "a label in a video is shown for at least {least} s (GB 45438-2025 5.4 g), not {seconds} s": (
        "视频标识的持续时间不少于 {least} 秒（GB 45438-2025 5.4 g），不能为 {seconds} 秒"
    ),
    "the text in a video is {least} % to {most} % of the shortest side high (GB 45438-2025 5.4 f), "
    "not {height} %": (
        "视频中文字高度为最短边的 {least} % 至 {most} %（GB 45438-2025 5.4 f），不能为 {height} %"
    ),
    "a crf of {crf} is not a quality any encoder knows": "crf {crf} 不是编码器支持的质量值",
    "the preset {preset!r} is none of {known}": "预设 {preset!r} 不在 {known} 之中",
    # Opening.
    "cannot be opened as a video: {cause}": "无法作为视频打开：{cause}",
    "is no video that a label can be drawn on: MP4, QuickTime, Matroska or WebM": (
        "不是可以绘制标识的视频：支持 MP4、QuickTime、Matroska 和 WebM"
    ),
    "hegui draws no label on {title} films: convert it to MP4 or Matroska and label that; or say "
    "--implicit-only --because present where its frames show a label already, --because waived "
    "where the user asked for it without (Labelling Measures art. 9)": (
        "hegui 不在 {title} 影片上绘制标识：请转换为 MP4 或 Matroska 后再标识；画面已有标识的，"
        "请用 --implicit-only --because present；用户要求不加显式标识的（《标识办法》第九条），"
        "请用 --because waived"
    ),
    "has sound and no pictures: its label is heard, not drawn": (
        "只有声音，没有画面：其标识应是听到的，而不是画上的"
    ),
    "has {count} video tracks; which of them is to be labelled cannot be told": (
        "有 {count} 条视频轨道，无法判断应标识哪一条"
    ),
    "has no video frames": "没有视频帧",
    "a video frame": "视频帧",
    "a video frame cannot be decoded: {cause}": "视频帧无法解码：{cause}",
    "the video is encrypted: no label can be drawn": "视频已加密，无法绘制标识",
    "the file is cut off: {count} video frames are missing": "文件不完整：缺少 {count} 个视频帧",
    "the file is cut off: it says {length} bytes and has {size}": (
        "文件不完整：声明为 {length} 字节，实有 {size} 字节"
    ),
    "timestamps run backwards": "时间戳倒退",
    # Tables of MP4 and QuickTime.
    "has {count} moov boxes instead of one": "有 {count} 个 moov，应为一个",
    "the file ends within box {box!r}": "文件在 {box!r} 之内结束",
    "a box of moov is cut off": "moov 内的结构不完整",
    "a box of moov is longer than what holds it": "moov 内的结构超出其容器",
    "a track has no {box}": "轨道缺少 {box}",
    "{box} is cut off": "{box} 不完整",
    "{box} is out of order": "{box} 的顺序错误",
    "{box} has no time scale": "{box} 没有时间刻度",
    "{box} covers {have} samples of {want}": "{box} 覆盖 {have} 个样本，应为 {want} 个",
    "{box} names samples that do not exist": "{box} 指向不存在的样本",
    "a track has {count} samples": "轨道有 {count} 个样本",
    "a track has samples but no chunks": "轨道有样本却没有数据块",
    "a chunk lies beyond any file's end": "数据块的位置超出任何文件的末尾",
    "chunks hold {have} samples, sizes are given for {want}": (
        "数据块共有 {have} 个样本，却给出了 {want} 个大小"
    ),
    # Drawing.
    "frames of the pixel format {name} cannot be drawn on": "无法在像素格式 {name} 的帧上绘制",
    "the video changes its picture's size or format on the way": "视频中途改变了画面大小或格式",
    "no label can be drawn: {cause}": "无法绘制标识：{cause}",
    # What was done, and why.
    "the video lasts {seconds} s, less than the {least} s of GB 45438-2025 5.4 g): every frame "
    "bears the label": (
        "视频时长 {seconds} 秒，短于 GB 45438-2025 5.4 g) 的 {least} 秒：每一帧都带有标识"
    ),
    "no group of pictures after the label begins with a clean entry point ({what}): the whole "
    "video was encoded anew": (
        "标识之后没有以独立入口点（{what}）开始的图像组：整个视频已重新编码"
    ),
    "a key frame": "关键帧",
    "IDR, or CRA without leading pictures": "IDR，或没有前导图像的 CRA",
    "a shown key frame with its sequence header": "带有序列头且会显示的关键帧",
    "the label stands on the opening frames already; the video is as it was": (
        "片头已有此标识；视频保持原样"
    ),
    "the whole video was encoded anew: {cause}": "整个视频已重新编码：{cause}",
    "the container was written anew: {cause}": "封装已重新写入：{cause}",
    "its codec {old} became {new}": "编码格式由 {old} 变为 {new}",
    "{count} frames had no time, or one before the frame in front of them: they follow it now at "
    "the video's frame rate": (
        "{count} 个帧没有时间，或时间早于前一帧：现已按视频帧率排在前一帧之后"
    ),
    "the tracks changed: {before} before, {after} now": "轨道有变化：原为 {before}，现为 {after}",
    "chapters were lost": "章节丢失",
    "the new file is no longer fragmented": "新文件不再是分段的",
    "boxes were lost: {names}": "丢失的 box：{names}",
    "{count} tracks that are no film, sound or text were lost": (
        "丢失 {count} 条不是视频、音频或字幕的轨道"
    ),
    "the new file's tracks are not those of the original": "新文件的轨道与原文件不同",
    "the new file has no room for the old tags": "新文件没有容纳原有描述的空间",
    "the new video does not read back: {cause}": "新视频无法读回：{cause}",
    "descriptions were lost: {keys}": "描述信息丢失：{keys}",
    # What cannot be done at all.
    "cannot be read to its end: {cause}": "无法读取到末尾：{cause}",
    "changes while it is read": "读取期间发生变化",
    "its rotation cannot be carried over to another codec": "其旋转信息无法带入另一种编码格式",
    "its track {number} ({kind}) cannot be carried over": "其第 {number} 条轨道（{kind}）无法带入",
    "no encoder at hand takes frames of the pixel format {name}": (
        "没有可用的编码器接受像素格式 {name} 的帧"
    ),
    "where its last seconds begin cannot be told": "无法判断其最后几秒从何处开始",
    # Why frames cannot be joined.
    "a frame cannot be read": "有帧无法读取",
    "a frame has no time": "有帧没有时间",
    "an entry point does without its sequence header": "有入口点不带序列头",
    "its parameter sets leave no number free": "其参数集没有留下可用的编号",
    "the encoder gave up: {cause}": "编码器失败：{cause}",
    "the encoder numbers its parameter sets otherwise than known": (
        "编码器的参数集编号方式与已知的不同"
    ),
    "the encoder's sequence header cannot be read": "编码器的序列头无法读取",
    "the container's writer refuses it: {cause}": "封装写入器拒绝：{cause}",
    "the file {what}": "文件{what}",
    "is fragmented (moof)": "是分段的（moof）",
    "has a segment index (sidx)": "带有分段索引（sidx）",
    "has a fragment index (mfra)": "带有片段索引（mfra）",
    "holds offsets that cannot be moved safely": "含有无法安全移动的偏移量",
    "describes each video frame in a further table": "用额外的表描述每个视频帧",
    "groups more video frames than it has": "分组的视频帧多于实际数量",
    "the file has {count} video tracks": "文件有 {count} 条视频轨道",
    "several frames have the same time": "有多个帧的时间相同",
    "the video track changes its format on the way": "视频轨道中途改变格式",
    "the edit list changes the playback speed": "编辑列表改变了播放速度",
    "no frame is shown in the time of the label": "标识时段内没有显示任何帧",
    "frames of {codec} cannot be joined with new ones": "{codec} 的帧无法与新帧拼接",
    "samples of several tracks share their bytes": "多条轨道的样本共用字节",
    "video frames lie outside the media data box": "视频帧位于媒体数据之外",
    "the media data would outgrow its 32-bit size": "媒体数据将超出其 32 位大小",
    "the new frames would need tables that the original does without": ("新帧需要原文件所没有的表"),
    "the new frames would need another order than the original's": "新帧需要与原视频不同的顺序",
    "the encoder gave {have} samples": "编码器给出 {have} 个样本",
    "the encoder began with a frame that is no entry point": "编码器的第一帧不是入口点",
    "the encoder chose another configuration for another part": "编码器对另一部分选择了不同的配置",
    "the encoder {encoder} refuses its format ({format})": (
        "编码器 {encoder} 不接受其格式（{format}）"
    ),
    "{have} frames were decoded from {want} samples": "从 {want} 个样本解码出 {have} 帧",
    "its parameter sets stand within the stream only": "其参数集只存在于码流之中",
    "its H.264 profile {profile} cannot be encoded": "其 H.264 档次 {profile} 无法编码",
    "its decoder configuration cannot be read": "其解码器配置无法读取",
    "its length fields are too short for new frames": "其长度字段容不下新帧",
    "the encoder did not keep to the original's profile": "编码器未保持原视频的档次",
    "the encoder did not keep to the original's level": "编码器未保持原视频的级别",
    # The proof.
    "the joined video did not prove sound: {what}": "拼接后的视频未通过验证：{what}",
    "the number or the times of the frames differ": "帧的数量或时间不同",
    "frames beyond the join decode otherwise than in the original": (
        "拼接点之后的帧解码结果与原视频不同"
    ),
    "a frame that was to be copied is another one": "本应复制的帧并不相同",
    "its first frames do not decode": "开头的帧无法解码",
}
