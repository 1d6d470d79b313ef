"""What is said of pictures and of files that are written."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "extent_not_finite": (
        "范围“{extent}”里有不是数或过大的数。请按 xmin,ymin,xmax,ymax 给出四个数。",
        "The extent “{extent}” holds something that is not a number, or too large. Give four: xmin,ymin,xmax,ymax.",
    ),
    "extent_no_area": (
        "范围“{extent}”没有面积。请让最大值大于最小值：xmin,ymin,xmax,ymax。",
        "The extent “{extent}” has no area. The maxima must be above the minima: xmin,ymin,xmax,ymax.",
    ),
    "size_impossible": (
        "图像尺寸 {width}×{height} 不可用。宽和高都要在 1 到 {limit} 像素之间。",
        "The picture size {width}×{height} cannot be used. Width and height must be between 1 and {limit} pixels.",
    ),
    "no_display": (
        "没有可用的显示器，窗口打不开。请在桌面环境中运行，或用不需要窗口的子命令：info、identify、export。",
        "There is no display to open a window on. Run it on a desktop, or use what needs none: info, identify, export.",
    ),
    "memory_short": (
        "内存不足，未能完成“{what}”。请关闭一些图层或程序后重试；其余图层不受影响。",
        "Not enough memory for “{what}”. Close some layers or programs and try again; other layers are untouched.",
    ),
    "output_denied": (
        "不能写入“{path}”：没有权限。请换一个文件夹。",
        "Cannot write “{path}”: no permission. Choose another folder.",
    ),
    "output_full": (
        "不能写入“{path}”：磁盘已满。请腾出空间或换一个磁盘；原来的文件没有改动。",
        "Cannot write “{path}”: the disk is full. Free some space or choose another disk; the old file is untouched.",
    ),
    "output_failed": (
        "不能写入“{path}”：{why}。原来的文件没有改动。",
        "Cannot write “{path}”: {why}. The old file is untouched.",
    ),
    "format_unknown": (
        "不认识输出格式“{suffix}”。可用：{formats}。",
        "The output format “{suffix}” is not known. Use one of: {formats}.",
    ),
    "svg_refused": (
        "不能用“{path}”作符号：里面有符号不应包含的内容（{what}）。请另存为只含图形的 SVG。",
        "“{path}” cannot be a symbol: it holds what a symbol must not ({what}). Save it as an SVG of plain shapes.",
    ),
    "text_main_thread": (
        "第一次绘制文字要在主线程进行。请先在主线程调用 onemap.render.application.ensure_gui_application()。",
        "Text must first be drawn by the main thread: call onemap.render.application.ensure_gui_application() there.",
    ),
    "text_core_application": (
        "程序里已有一个不能绘制文字的 QCoreApplication。请改用 QGuiApplication 或 QApplication。",
        "There is a QCoreApplication, which cannot draw text. Make a QGuiApplication or QApplication instead.",
    ),
    "color_unknown": (
        "不认识颜色“{color}”。请写 #rrggbb、#rrggbbaa，或调色板中的名字{nearest}。",
        "The colour “{color}” is not known. Write #rrggbb, #rrggbbaa, or a name of the palette{nearest}.",
    ),
    "marker_unknown": (
        "不认识符号“{marker}”。请用内置形状（{shapes}）或一个 SVG 文件的路径。",
        "The marker “{marker}” is not known. Use a built-in shape ({shapes}) or the path of an SVG file.",
    ),
    "view_impossible": (
        "视图不可用：{why}。",
        "The view cannot be drawn: {why}.",
    ),
}
