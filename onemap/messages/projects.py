"""What is said of layer files, project files and their faults."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "definitions_bad": (
        "图层文件有 {count} 处错误：\n{faults}",
        "The layer files have {count} faults:\n{faults}",
    ),
    "fault": ("{file}：{key} = {value}：{why}{nearest}", "{file}: {key} = {value}: {why}{nearest}"),
    "fault_of_file": ("{file}：{why}", "{file}: {why}"),
    "fault_nearest": ("（是否想写 {name}？）", " (did you mean {name}?)"),
    "why_no_toml": ("不是合法的 TOML：{text}", "not valid TOML: {text}"),
    "why_key_unknown": ("不认识这个键", "this key is not known"),
    "why_key_missing": ("缺少这个键", "this key is missing"),
    "why_type": ("应为{wanted}", "it must be {wanted}"),
    "why_choice": ("只能是 {choices} 之一", "it must be one of {choices}"),
    "why_range": ("应在 {low} 到 {high} 之间", "it must be between {low} and {high}"),
    "why_color": ("不是颜色（#rrggbb、#rrggbbaa 或 @名称）", "not a colour (#rrggbb, #rrggbbaa or @name)"),
    "why_marker": ("不是内置形状，也不是存在的 SVG 文件", "neither a built-in shape nor an SVG file that exists"),
    "why_no_column": ("用了分类却没有写 column", "it has classes but no column"),
    "why_no_classes": ("写了 {kind} 却没有 classes", "it says {kind} but has no classes"),
    "why_bounds": ("下限 {lower} 大于上限 {upper}", "the lower bound {lower} is above the upper bound {upper}"),
    "why_encoding": ("不认识这种编码", "this encoding is not known"),
    "why_crs": ("不认识这个坐标系", "this CRS is not known"),
    "why_doubled": ("这个 id 已经用过", "this id is taken already"),
    "why_view": ("中心须是有限数，比例尺须大于 0", "the centre must be finite and the scale above 0"),
    "layer_file_missing": (
        "项目要用图层文件“{path}”，但找不到它。请把它放进 layers 文件夹，或移除该图层。",
        "The project needs the layer file “{path}”, which is not there. Put it into layers/, or remove the layer.",
    ),
    "layer_file_bad": (
        "图层文件“{path}”有错误。请运行 onemap check 查看。",
        "The layer file “{path}” has faults. Run “onemap check” to see them.",
    ),
    "why_schema": (
        "它由更新的程序写成（版本 {found}，本程序懂到版本 {known}）；请升级程序，文件没有改动",
        "a newer program wrote it (schema {found}, this one knows {known}); update the program; the file is as it was",
    ),
    "why_no_schema": (
        "没有版本 {found}；本程序懂版本 1 到 {known}",
        "there is no schema {found}; this program knows 1 to {known}",
    ),
    "why_code": ("项目文件只存数据，不接受代码", "a project file holds data only; code is not taken"),
    "why_secret": ("项目文件不得存放密码或密钥", "a project file must not hold passwords or keys"),
    "why_row_numbers": ("应为行号，如 0-3,7", "it must be row numbers, such as 0-3,7"),
    "project_unknown": (
        "项目文件“{path}”里有本程序不认识的键，会原样保留：{keys}",
        "The project file “{path}” has keys that this program does not know; they are kept as they are: {keys}",
    ),
    "type_text": ("文字（要加引号）", "text (in quotes)"),
    "type_integer": ("整数", "a whole number"),
    "type_number": ("数", "a number"),
    "type_truth": ("true 或 false", "true or false"),
    "type_list": ("列表 [ … ]", "a list [ … ]"),
    "type_table": ("表 {{ … }}", "a table {{ … }}"),
    "layers_unsaved": (
        "项目只记下文件的位置，而这些图层的数据不在文件里：{layers}。请先把它们存成文件再添加。",
        "A project keeps where files are; the rows of these layers are in none: {layers}. Save them and add the files.",
    ),
    "secret_named": (
        "这些图层的文件名或连接里像有密码或密钥：{layers}。项目不存密码；请给文件改名后再添加，然后保存。",
        "The files of these layers seem to bear a password in their names: {layers}. Rename them, then add and save.",
    ),
    "rows_lost": (
        "图层“{layer}”的数据不在任何文件里，程序上次没有正常退出时丢失了。请重新添加。",
        "The rows of the layer “{layer}” were in no file and were lost when the program ended. Add the layer again.",
    ),
    "journal_failed": (
        "不能写操作日志，意外退出后将无法恢复：{why}请及时保存工程。",
        "The journal cannot be written, so that nothing can be recovered after a crash: {why} Save the project often.",
    ),
    "version_unknown": (
        "没有第 {number} 个历史版本；现有 {count} 个，第 1 个最新。",
        "There is no version {number}; there are {count}, the first is the latest.",
    ),
    "project_held": (
        "项目“{path}”正在另一个窗口中打开（{who}）。请用“另存为”存成别的文件，或在那边关闭后再保存。",
        "The project “{path}” is open in another window ({who}). Save it under another name, or close it there first.",
    ),
    "project_changed": (
        "项目“{path}”打开之后被别的程序改过，没有覆盖它。请另存为别的文件，或确认覆盖（旧文件留在历史版本里）。",
        "Another program changed the project “{path}” since it was opened. Save under another name, or overwrite it.",
    ),
    "files_found": (
        "{count} 个图层的文件换了位置，已在新位置找到；保存项目即记下新位置。",
        "The files of {count} layers have moved and were found; save the project to keep the new places.",
    ),
    "files_missing": (
        "{count} 个图层的文件找不到了；图层保留原样。用“工程 › 找回丢失的文件”指出它们现在在哪里。",
        "Layers whose files are missing: {count}. They stay; Project › Missing files… finds the files again.",
    ),
    "project_bad": (
        "项目文件“{path}”有 {count} 处错误：\n{faults}",
        "The project file “{path}” has {count} faults:\n{faults}",
    ),
    "scene_unknown": (
        "没有场景“{scene}”。现有：{choices}。",
        "There is no scene {scene}. There are: {choices}.",
    ),
    "scene_layers_missing": (
        "场景中的这些图层没有打开：{layers}。",
        "Layers of this scene that are not open: {layers}.",
    ),
}
