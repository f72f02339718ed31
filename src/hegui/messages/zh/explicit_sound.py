"""Chinese for explicit labels in sound (explicit/sound/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "is no sound of a format that hegui labels": "不是 hegui 能添加标识的音频格式",
    "a label is heard already from second {start:.1f} on; none was added, and the file is the "
    "same": "从第 {start:.1f} 秒起已能听到标识；未再添加，文件保持不变",
    "it is spoken at {rate:.0f} characters a minute; Note 4 of clause 5.3 calls {least} to {most} "
    "normal": "语速为每分钟 {rate:.0f} 字；5.3 注4 所称的正常语速为 {least}～{most} 字",
    "a label cannot be heard in sound of {rate} Hz; it has to be {low} to {high}": (
        "采样率为 {rate} Hz 的音频中无法听清标识；采样率须为 {low}～{high} Hz"
    ),
    "hegui labels sound of 1 to {most} channels, not of {channels}": (
        "hegui 可为 1～{most} 个声道的音频添加标识，不支持 {channels} 个声道"
    ),
    "there is no sound to label": "没有可添加标识的声音",
    "the sound is {seconds:.1f} seconds long; there is no second {at}": (
        "音频长 {seconds:.1f} 秒，没有第 {at} 秒"
    ),
    "the label would be of {values} samples, more than the {most} that hegui puts in": (
        "标识将有 {values} 个采样值，超过 hegui 所能加入的 {most} 个"
    ),
    "the label is heard at {have:.1f} LUFS, quieter than the sound around it ({wanted:.1f}): "
    "louder it would clip": (
        "标识的响度为 {have:.1f} LUFS，低于前后声音（{wanted:.1f}）：再响就会削波"
    ),
    "the label can be heard 1 to {most} times in a row, not {repeat}": (
        "标识可连续播放 1～{most} 次，不能是 {repeat} 次"
    ),
    "seconds are for a label in the middle of the sound": "只有音频中间的标识才可指定秒数",
    "{at} seconds are no place in a sound": "{at} 秒不是音频中的位置",
    "speaking {text!r} needs the program espeak-ng; the stock wordings and the rhythm need none": (
        "朗读 {text!r} 需要程序 espeak-ng；内置文案和节奏标识不需要任何程序"
    ),
    "espeak-ng could not speak: {cause}": "espeak-ng 未能朗读：{cause}",
    "the sound": "声音",
    "the chunk fmt": "数据块 fmt",
    "the file has no chunk {name}": "文件没有数据块 {name}",
    "the chunk fmt ends within its fields": "数据块 fmt 在其字段之内结束",
    "the chunk fmt says {channels} channels, {rate} Hz and {step} bytes a moment": (
        "数据块 fmt 声明 {channels} 个声道、{rate} Hz、每个采样点 {step} 字节"
    ),
    "the sound is coded in a form (WAV tag {tag}, {bits} bits) that hegui does not label; convert "
    "it to PCM": (
        "声音的编码方式（WAV 格式标记 {tag}，{bits} 位）不是 hegui 能添加标识的；请先转换为 PCM"
    ),
    "the chunk COMM": "数据块 COMM",
    "the chunk COMM ends within its fields": "数据块 COMM 在其字段之内结束",
    "the chunk SSND": "数据块 SSND",
    "the chunk SSND ends within its fields": "数据块 SSND 在其字段之内结束",
    "the sound is coded in a form (AIFF type {kind}, {bits} bits) that hegui does not label; "
    "convert it to PCM": (
        "声音的编码方式（AIFF 类型 {kind}，{bits} 位）不是 hegui 能添加标识的；请先转换为 PCM"
    ),
    "cannot be decoded: {cause}": "无法解码：{cause}",
    "there is no sound in it that can be decoded": "其中没有可解码的声音",
    "FLAC frames": "FLAC 帧",
    "no FLAC frame begins here": "此处没有 FLAC 帧",
    "the last FLAC frame is damaged or cut short": "最后一个 FLAC 帧已损坏或不完整",
    "the first metadata block": "第一个元数据块",
    "the seek table": "定位表",
    "the cue sheet": "CUE 表",
    "STREAMINFO says {told} samples of a channel, and the frames hold {total}": (
        "STREAMINFO 声明每声道 {told} 个采样值，而各帧共有 {total} 个"
    ),
    "the samples are not those that STREAMINFO has the MD5 of": (
        "采样值与 STREAMINFO 中的 MD5 不符"
    ),
    "MPEG audio frames": "MPEG 音频帧",
    "no frame of MPEG audio begins here": "此处没有 MPEG 音频帧",
    "the sound is MPEG audio layer {layer}, which hegui does not label": (
        "声音为 MPEG 音频第 {layer} 层，hegui 不能为其添加标识"
    ),
    "the times in the tag ({names}) are still those before the label": (
        "标签中的时间（{names}）仍是添加标识之前的"
    ),
    "FFmpeg's encoder {codec} does not take sound of {rate} Hz and {channels} channels": (
        "FFmpeg 的编码器 {codec} 不接受 {rate} Hz、{channels} 个声道的声音"
    ),
    "is no sound or film that hegui can listen to": "不是 hegui 能收听的音频或视频",
    "ADTS frames": "ADTS 帧",
    "no ADTS frame begins here": "此处没有 ADTS 帧",
    "the stream changes its form, or has several blocks in a frame": (
        "码流中途改变形式，或一帧含多个数据块"
    ),
    "the sound is AAC of object type {kind}, and only LC and HE-AAC are labelled": (
        "声音为对象类型 {kind} 的 AAC，hegui 只为 LC 和 HE-AAC 添加标识"
    ),
    "the sound is HE-AAC of {channels} channels, and hegui labels one or two": (
        "声音为 {channels} 个声道的 HE-AAC，hegui 只能为一或两个声道添加标识"
    ),
    "the stream says {core} Hz and {channels} channels, and {rate} Hz and {found} are decoded": (
        "码流写明 {core} Hz、{channels} 个声道，解码得到的却是 {rate} Hz、{found} 个声道"
    ),
    "the whole sound was encoded anew, as AAC LC of {bits:.0f} kbit/s and no longer HE-AAC "
    "({was:.0f} kbit/s before): there is no encoder of HE-AAC here": (
        "全部声音已重新编码为 {bits:.0f} kbit/s 的 AAC LC，不再是 HE-AAC（原为 {was:.0f} kbit/s）："
        "此处没有 HE-AAC 编码器"
    ),
    "the sound is HE-AAC as QuickTime describes it, which hegui does not label": (
        "声音为以 QuickTime 方式描述的 HE-AAC，hegui 不能为其添加标识"
    ),
    "the track has no time scale": "轨道没有时间单位",
    "the track shows its sound in {count} pieces, or not at its own speed": (
        "轨道的编辑列表含 {count} 段，或播放速度不是原速"
    ),
    "samples lie outside the boxes of data (mdat)": "有样本位于数据盒（mdat）之外",
    "tracks share their samples": "多条轨道共用样本",
    "the sound lies in movie fragments, which hegui does not label yet": (
        "声音位于影片分片中，hegui 尚不能为其添加标识"
    ),
    "the file ends within a box": "文件在盒之内结束",
    "it is a film: its pictures are labelled": "这是视频：标识应加在画面上",
    "the sound is coded as {codec}; in Matroska and WebM hegui labels Opus and AAC LC": (
        "声音的编码为 {codec}；在 Matroska 和 WebM 中，hegui 可为 Opus 和 AAC LC 添加标识"
    ),
    "the sound is packed or encrypted once more": "声音另经压缩或加密",
    "the cluster holds an element {name}, which hegui does not move": (
        "簇（Cluster）中含有元素 {name}，hegui 无法移动它"
    ),
    "there is no sound in the file, or no time": "文件中没有声音，或没有时间信息",
    "the block group has no block": "块组（BlockGroup）中没有块",
    "the cluster has no time": "簇（Cluster）没有时间戳",
    "the block is cut short": "块不完整",
    "the block is of no track that the file has": "块所属的轨道不在文件中",
    "hegui labels files with one track of sound, and this has {count}": (
        "hegui 可为含一条音轨的文件添加标识，而此文件有 {count} 条"
    ),
    "the track has no table of samples": "轨道没有样本表",
    "the track says of every sample what hegui cannot say of the label's ({name})": (
        "轨道对每个样本另有说明（{name}），hegui 无法为标识的样本给出"
    ),
    "the track counts {scale} a second, and its sound {rate}": (
        "轨道的时间单位为每秒 {scale}，而声音为 {rate}"
    ),
    "the file's last box cannot say its length": "文件的最后一个盒无法写明其长度",
    "the movie box has no header": "影片盒没有头部",
    "the movie box has items, which hegui does not move": "影片盒中有数据项，hegui 不移动它们",
    "the chapters are still at the times before the label": "章节仍在添加标识之前的时间",
    "the table of samples contradicts itself": "样本表自相矛盾",
    "the sound is coded as {names}, which hegui does not label in MP4": (
        "声音编码为 {names}，hegui 不能在 MP4 中为其添加标识"
    ),
    "the description of the sound is of no known form": "声音描述的形式未知",
    "the description of the sound lacks its decoder's": "声音描述缺少解码器的说明",
    "the sound is Apple Lossless of {bits} bits in blocks of {moments}, which hegui does not "
    "label": "声音为每块 {moments} 个采样的 {bits} 位 Apple Lossless，hegui 不能为其添加标识",
    "the Ogg file holds several streams side by side, which hegui does not label": (
        "Ogg 文件含多个并行的流，hegui 不能为其添加标识"
    ),
    "the Ogg file holds {count} streams one behind the other: a label goes to the start or the end "
    "of it, not into the middle": (
        "Ogg 文件含 {count} 个首尾相接的流：标识可加在开头或末尾，不能加在中间"
    ),
    "the Ogg file ends within its headers": "Ogg 文件在头部内结束",
    "the Ogg file holds {codec}; in Ogg hegui labels Opus, Vorbis and FLAC": (
        "Ogg 文件中是 {codec}；hegui 在 Ogg 中只为 Opus、Vorbis 和 FLAC 添加标识"
    ),
    "the Ogg file holds streams of several codecs one behind the other, which hegui does not "
    "label": "Ogg 文件含编码不同的首尾相接的流，hegui 不能为其添加标识",
    "a packet is cut off between two pages": "有数据包在两页之间中断",
    "the FLAC header is cut short, or of no known version": "FLAC 头不完整，或版本未知",
    "the Vorbis header is cut short": "Vorbis 头不完整",
    "the Vorbis header is of no known version": "Vorbis 头的版本未知",
    "the Vorbis stream has {channels} channels, and hegui labels one to eight": (
        "Vorbis 流有 {channels} 个声道，hegui 只能为一至八个声道添加标识"
    ),
    "Vorbis is encoded anew by the program ffmpeg with libvorbis, which is not installed here or "
    "failed": "Vorbis 须由带 libvorbis 的 ffmpeg 程序重新编码，此处未安装或运行失败",
    "the new sound is {have} moments long and not {want}": (
        "新声音的长度为 {have} 个采样点，而非 {want}"
    ),
    "the whole sound was encoded anew, at quality {quality:.1f} of Vorbis ({was:.1f} before): new "
    "packets of Vorbis cannot stand among old ones": (
        "全部声音已重新编码，Vorbis 质量 {quality:.1f}（原约 {was:.1f}）："
        "Vorbis 的新旧数据包不能混排"
    ),
    "of the streams one behind the other, the one with the label was encoded anew, at quality "
    "{quality:.1f} of Vorbis ({was:.1f} before): new packets of Vorbis cannot stand among old "
    "ones; the others are as they were": (
        "首尾相接的各流中，含标识的一个已重新编码，Vorbis 质量 {quality:.1f}（原约 {was:.1f}）："
        "Vorbis 的新旧数据包不能混排；其余各流保持原样"
    ),
    "the Ogg file has no page of sound": "Ogg 文件没有声音页",
    "the Opus header is cut short, or of no known version": "Opus 头不完整，或版本未知",
    "the Opus stream has {channels} channels in mapping family {family}, and hegui labels one to "
    "eight in family 0 or 1": (
        "Opus 流有 {channels} 个声道（映射族 {family}），hegui 只为映射族 0 或 1 的"
        "一至八个声道添加标识"
    ),
    "the Opus stream arranges its {channels} channels in another way than libopus does": (
        "Opus 流 {channels} 个声道的排列方式与 libopus 不同"
    ),
    "the chunk bext": "数据块 bext",
    "the chunk PEAK": "数据块 PEAK",
    "the time code (bext) stays as it was, as the label would begin before midnight": (
        "时间码（bext）保持不变，否则标识将始于零点之前"
    ),
    "the chunk {name} still tells of the sound as it was before the label": (
        "数据块 {name} 所述仍是添加标识之前的声音"
    ),
}
