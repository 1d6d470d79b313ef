<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;New project</source>
            <translation>新建工程(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Open…</source>
            <translation>打开(&amp;O)…</translation>
        </message>
        <message>
            <source>Open &amp;folder…</source>
            <translation>打开文件夹(&amp;F)…</translation>
        </message>
        <message>
            <source>Open the sample &amp;city</source>
            <translation>打开示范城市(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Save</source>
            <translation>保存(&amp;S)</translation>
        </message>
        <message>
            <source>Save &amp;as…</source>
            <translation>另存为(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Export map…</source>
            <translation>出图(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Identify in the middle</source>
            <translation>查询地图中心(&amp;I)</translation>
        </message>
        <message>
            <source>Select by &amp;rectangle</source>
            <translation>矩形选择(&amp;R)</translation>
        </message>
        <message>
            <source>Select by &amp;polygon</source>
            <translation>多边形选择(&amp;P)</translation>
        </message>
        <message>
            <source>Select by &amp;circle</source>
            <translation>圆形选择(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Clear selection</source>
            <translation>清除选择(&amp;L)</translation>
        </message>
        <message>
            <source>Copy coordinates of the &amp;middle</source>
            <translation>复制地图中心坐标(&amp;M)</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>放大(&amp;I)</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>缩小(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Full extent</source>
            <translation>全图(&amp;F)</translation>
        </message>
        <message>
            <source>Zoom to a &amp;box</source>
            <translation>拉框放大(&amp;B)</translation>
        </message>
        <message>
            <source>Zoom to &amp;selection</source>
            <translation>缩放到所选(&amp;S)</translation>
        </message>
        <message>
            <source>View &amp;before</source>
            <translation>上一视图(&amp;B)</translation>
        </message>
        <message>
            <source>View &amp;after</source>
            <translation>下一视图(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Draw again</source>
            <translation>重新绘图(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Layers</source>
            <translation>图层(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;What is here</source>
            <translation>这里有什么(&amp;W)</translation>
        </message>
        <message>
            <source>&amp;Style</source>
            <translation>样式(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Overview map</source>
            <translation>鹰眼图(&amp;O)</translation>
        </message>
        <message>
            <source>Map o&amp;nly (Tab)</source>
            <translation>只看地图(&amp;N)（Tab）</translation>
        </message>
        <message>
            <source>F&amp;ull screen</source>
            <translation>全屏(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Add data…</source>
            <translation>添加数据(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Zoom to layer</source>
            <translation>缩放到图层(&amp;Z)</translation>
        </message>
        <message>
            <source>&amp;CRS of the layer…</source>
            <translation>图层坐标系(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Remove layer</source>
            <translation>移除图层(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Show all layers</source>
            <translation>显示全部图层(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Hide all layers</source>
            <translation>隐藏全部图层(&amp;H)</translation>
        </message>
        <message>
            <source>CRS of the &amp;map…</source>
            <translation>地图坐标系(&amp;M)…</translation>
        </message>
        <message>
            <source>Light or dark</source>
            <translation>切换明暗</translation>
        </message>
        <message>
            <source>As the s&amp;ystem</source>
            <translation>跟随系统(&amp;Y)</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>浅色(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>深色(&amp;D)</translation>
        </message>
        <message>
            <source>中文 / English</source>
            <translation>中文 / English</translation>
        </message>
        <message>
            <source>&amp;Keys and mouse</source>
            <translation>键盘与鼠标(&amp;K)</translation>
        </message>
        <message>
            <source>Open the &amp;log folder</source>
            <translation>打开日志文件夹(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;About</source>
            <translation>关于(&amp;A)</translation>
        </message>
    </context>
    <context>
        <name>Asking</name>
        <message>
            <source>What is here</source>
            <extracomment>A click or the cursor finds what is so near, px. The cursor must rest so long before it is asked what is under it, ms.</extracomment>
            <translation>这里有什么</translation>
        </message>
        <message>
            <source>Outline</source>
            <translation>取轮廓</translation>
        </message>
        <message>
            <source>Zoom to</source>
            <translation>缩放到</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>%1 selected in %2 layers</source>
            <translation>在 %2 个图层中选中 %1 个</translation>
        </message>
        <message>
            <source>Nothing is selected</source>
            <translation>没有选中任何要素</translation>
        </message>
    </context>
    <context>
        <name>CanvasButtons</name>
        <message>
            <source>Tools of the map</source>
            <extracomment>Commands from top to bottom; None is a hairline.</extracomment>
            <translation>地图工具</translation>
        </message>
    </context>
    <context>
        <name>ColorButton</name>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ColorChooser</name>
        <message>
            <source>Map palette</source>
            <extracomment>Names of the palette that belong to the window rather than to the map.</extracomment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plain colours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No colour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colour as #RRGGBB, #RRGGBBAA or a name of the palette</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opacity of the colour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Opacity</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CrsQuestions</name>
        <message>
            <source>%1 layers failed; the tree tells why.</source>
            <translation>共 %1 个图层打不开，原因见图层树。</translation>
        </message>
        <message>
            <source>Choose the CRS…</source>
            <translation>选择坐标系…</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Opening %1</source>
            <extracomment>What the dialogs offer; the readers know what they can open by looking at the bytes.</extracomment>
            <translation>正在打开 %1</translation>
        </message>
        <message>
            <source>%1 more could not be opened.</source>
            <translation>另有 %1 个打不开。</translation>
        </message>
        <message>
            <source>Projects and data</source>
            <translation>工程和数据</translation>
        </message>
        <message>
            <source>Projects</source>
            <translation>工程</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>全部文件</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Add data</source>
            <translation>添加数据</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>My map</source>
            <translation>我的地图</translation>
        </message>
        <message>
            <source>Save project as</source>
            <translation>工程另存为</translation>
        </message>
        <message>
            <source>Saving %1</source>
            <translation>正在保存 %1</translation>
        </message>
        <message>
            <source>Changes are not saved</source>
            <translation>有改动没有保存</translation>
        </message>
        <message>
            <source>The project has changes that are not saved.</source>
            <translation>工程有改动没有保存。</translation>
        </message>
        <message>
            <source>Save them before going on?</source>
            <translation>继续之前要保存吗？</translation>
        </message>
    </context>
    <context>
        <name>HitModel</name>
        <message>
            <source>inside</source>
            <extracomment>BeiDou codes of this level: cells of about 8 m. Roles of columns by which a feature is called, the first present one wins.</extracomment>
            <translation>在内</translation>
        </message>
    </context>
    <context>
        <name>IdentifyPanel</name>
        <message>
            <source>What is here</source>
            <translation>这里有什么</translation>
        </message>
        <message>
            <source>Click the map to see what stands there.</source>
            <translation>点击地图，查看那里有什么。</translation>
        </message>
        <message>
            <source>Hits by layer</source>
            <translation>按图层列出的结果</translation>
        </message>
        <message>
            <source>Fields of the feature</source>
            <translation>要素属性</translation>
        </message>
        <message>
            <source>Previous hit</source>
            <translation>上一个</translation>
        </message>
        <message>
            <source>Next hit</source>
            <translation>下一个</translation>
        </message>
        <message>
            <source>Zoom to</source>
            <translation>缩放到</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>%1 found</source>
            <translation>找到 %1 个</translation>
        </message>
        <message>
            <source>Nothing stands here</source>
            <translation>这里没有要素</translation>
        </message>
        <message>
            <source>%1 more are not listed</source>
            <translation>还有 %1 个未列出</translation>
        </message>
        <message>
            <source>Unit grid</source>
            <translation>单元网格</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>BeiDou grid code  %1</source>
            <translation>北斗网格码  %1</translation>
        </message>
    </context>
    <context>
        <name>JobsStrip</name>
        <message>
            <source>Progress</source>
            <extracomment>How often progress is looked at, ms; jobs that end sooner are never shown.</extracomment>
            <translation>进度</translation>
        </message>
        <message>
            <source>Stop all jobs (Esc)</source>
            <translation>停止全部任务（Esc）</translation>
        </message>
        <message>
            <source>Stop all jobs</source>
            <translation>停止全部任务</translation>
        </message>
        <message>
            <source>Jobs under way; click for a list</source>
            <translation>正在进行的任务，点击查看</translation>
        </message>
        <message>
            <source>  and %1 more</source>
            <translation>  等 %1 项</translation>
        </message>
        <message>
            <source>Stop: %1</source>
            <translation>停止：%1</translation>
        </message>
    </context>
    <context>
        <name>KeysDialog</name>
        <message>
            <source>Keys and mouse</source>
            <translation>键盘与鼠标</translation>
        </message>
        <message>
            <source>What</source>
            <translation>做什么</translation>
        </message>
        <message>
            <source>How</source>
            <translation>怎样做</translation>
        </message>
        <message>
            <source>Move the map</source>
            <translation>移动地图</translation>
        </message>
        <message>
            <source>Drag, middle button, Space, arrow keys</source>
            <translation>拖动、中键、空格、方向键</translation>
        </message>
        <message>
            <source>Zoom at the cursor</source>
            <translation>以光标为中心缩放</translation>
        </message>
        <message>
            <source>Wheel; finer with Ctrl</source>
            <translation>滚轮；按住 Ctrl 更细</translation>
        </message>
        <message>
            <source>Zoom to a box</source>
            <translation>拉框放大</translation>
        </message>
        <message>
            <source>Shift and drag</source>
            <translation>按住 Shift 拖动</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Double click, Page Up, +</source>
            <translation>双击、Page Up、+</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Page Down, -</source>
            <translation>Page Down、-</translation>
        </message>
        <message>
            <source>What is here</source>
            <translation>这里有什么</translation>
        </message>
        <message>
            <source>Click; Enter for the middle</source>
            <translation>单击；回车查询中心</translation>
        </message>
        <message>
            <source>Full extent</source>
            <translation>全图</translation>
        </message>
        <message>
            <source>Home</source>
            <translation>Home</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Views before and after</source>
            <translation>上一视图、下一视图</translation>
        </message>
        <message>
            <source>Side buttons of the mouse</source>
            <translation>鼠标侧键</translation>
        </message>
        <message>
            <source>Add to the selection, take away</source>
            <translation>加选、减选</translation>
        </message>
        <message>
            <source>Shift, Ctrl while drawing the shape</source>
            <translation>画形状时按住 Shift、Ctrl</translation>
        </message>
        <message>
            <source>Map only</source>
            <translation>只看地图</translation>
        </message>
        <message>
            <source>Tab on the map</source>
            <translation>在地图上按 Tab</translation>
        </message>
    </context>
    <context>
        <name>LabelEditor</name>
        <message>
            <source>Write labels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Column of the labels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Placement of the labels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size of the labels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colour of the labels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Halo colour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Halo width</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Column</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Colour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Placement</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Halo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Automatic</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Beside the point</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Along the line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Inside the area</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayerPanel</name>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose CRS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layer menu</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers</source>
            <extracomment>Between the last change of the view and the greying of layers that are out of scale.</extracomment>
            <translation>图层</translation>
        </message>
        <message>
            <source>No layers yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add data files, or drop files and folders here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add data</source>
            <translation>添加数据</translation>
        </message>
        <message>
            <source>Search layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No layer has this in its name. Clear the search to see all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Group the selected layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers and legend</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New group</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide all layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom to</source>
            <translation>缩放到</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>样式</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show only this</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Group</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move to top</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move to bottom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Others</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>(empty)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawn between {far} and {near}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawn from {far} on, closer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawn up to {near}, farther away</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{count} rows</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayerTree</name>
        <message>
            <source>Layers and legend</source>
            <extracomment>Legends of more lines are folded until somebody opens them.</extracomment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LayersDock</name>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>What is here</source>
            <extracomment>Counts the docks' places: a change of the docks makes remembered places worthless. Distance of what floats over the map from its border, px.</extracomment>
            <translation>这里有什么</translation>
        </message>
        <message>
            <source>Style</source>
            <translation>样式</translation>
        </message>
        <message>
            <source>Untitled map</source>
            <translation>未命名地图</translation>
        </message>
        <message>
            <source>OneMap</source>
            <translation>城市一张图</translation>
        </message>
        <message>
            <source>Saved to %1</source>
            <translation>已保存到 %1</translation>
        </message>
    </context>
    <context>
        <name>MapCanvas</name>
        <message>
            <source>Map</source>
            <extracomment>Share of the window's sides drawn beyond each border, so that a pan finds pixels. Pause between pictures while layers are being read, ms. A changed view is drawn after this pause, ms: what a hand does in between costs nothing. Wheel turns within this time are one step of the history, s.</extracomment>
            <translation>地图</translation>
        </message>
        <message>
            <source>Arrow keys move, plus and minus zoom, Enter asks what is in the middle</source>
            <translation>方向键移动，加减键缩放，回车查询地图中心</translation>
        </message>
    </context>
    <context>
        <name>MapMenu</name>
        <message>
            <source>Zoom to selection</source>
            <translation>缩放到所选</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>已复制：%1</translation>
        </message>
        <message>
            <source>Copy %1</source>
            <translation>复制 %1</translation>
        </message>
        <message>
            <source>Copy longitude, latitude %1</source>
            <translation>复制经纬度 %1</translation>
        </message>
        <message>
            <source>What is here</source>
            <translation>这里有什么</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>&amp;Project</source>
            <extracomment>Title of each menu and its commands; None is a line, "*recent" the recent files, "*theme" and "*panels" menus in it.</extracomment>
            <translation>工程(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Layer</source>
            <translation>图层(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Settings</source>
            <translation>设置(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation>最近打开(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Panels</source>
            <translation>面板(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Theme</source>
            <translation>主题(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Forget all</source>
            <translation>清空列表(&amp;F)</translation>
        </message>
    </context>
    <context>
        <name>Message</name>
        <message>
            <source>Close</source>
            <extracomment>How long a message that tells nothing bad stays, ms.</extracomment>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close the message</source>
            <translation>关闭消息</translation>
        </message>
    </context>
    <context>
        <name>OpacitySlider</name>
        <message>
            <source>Opacity</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message>
            <source>Overview map</source>
            <extracomment>Pause after the last change before it is drawn again, ms. A frame smaller than this is drawn as a cross hair, px.</extracomment>
            <translation>鹰眼图</translation>
        </message>
        <message>
            <source>Overview map: press or drag to look elsewhere</source>
            <translation>鹰眼图：按下或拖动，查看别处</translation>
        </message>
    </context>
    <context>
        <name>RampBox</name>
        <message>
            <source>Colour ramp</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ScaleBox</name>
        <message>
            <source>Scale</source>
            <extracomment>Scales that are offered while typing.</extracomment>
            <translation>比例尺</translation>
        </message>
        <message>
            <source>Scale of the map; type another one, such as 1:4000</source>
            <translation>地图比例尺，可直接输入，如 1:4000</translation>
        </message>
    </context>
    <context>
        <name>ScaleRange</name>
        <message>
            <source>Farthest scale at which the layer is drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nearest scale at which the layer is drawn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>any scale</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SideHeader</name>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Close the panel</source>
            <translation>关闭面板</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Coordinates in the map's CRS</source>
            <extracomment>Height of the line, px.</extracomment>
            <translation>地图坐标系中的坐标</translation>
        </message>
        <message>
            <source>Longitude and latitude</source>
            <translation>经纬度</translation>
        </message>
        <message>
            <source>What is not shown</source>
            <translation>没有显示的内容</translation>
        </message>
        <message>
            <source>Time to draw the last picture</source>
            <translation>绘制这幅图所用时间</translation>
        </message>
        <message>
            <source>CRS of the map; click to choose another one</source>
            <translation>地图坐标系，点击可更换</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 毫秒</translation>
        </message>
        <message>
            <source>No CRS</source>
            <translation>无坐标系</translation>
        </message>
        <message>
            <source>CRS of the map: %1</source>
            <translation>地图坐标系：%1</translation>
        </message>
        <message>
            <source>%1 layers failed</source>
            <translation>%1 个图层打不开</translation>
        </message>
        <message>
            <source>%1 labels not placed</source>
            <translation>%1 个注记放不下</translation>
        </message>
        <message>
            <source>%1 thinned</source>
            <translation>抽稀 %1 个</translation>
        </message>
        <message>
            <source>%1 without geometry</source>
            <translation>%1 条无坐标</translation>
        </message>
    </context>
    <context>
        <name>Swatch</name>
        <message>
            <source>Symbols</source>
            <extracomment>Tells that swatches now come from the map's own renderer.</extracomment>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SymbolEditor</name>
        <message>
            <source>Fill</source>
            <extracomment>Lengths of strokes and gaps, millimetres.</extracomment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Line width</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marker</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dashes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Casing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Casing colour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Casing width</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SVG file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Circle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Square</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Diamond</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Triangle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Triangle, point down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cross</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Diagonal cross</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Star</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hexagon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ring</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Marker from a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SVG (*.svg)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Solid</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>One map of the city</source>
            <extracomment>Recent files shown.</extracomment>
            <translation>城市一张图</translation>
        </message>
        <message>
            <source>Open the city's own data, see it at once, click to ask what is there, hand out the map.</source>
            <translation>打开城市自己的数据，立即看到全图；点一点，就知道那里有什么；需要时，一键出图。</translation>
        </message>
        <message>
            <source>Drop files or folders anywhere in the window.</source>
            <translation>也可以把文件或文件夹拖到窗口里：</translation>
        </message>
        <message>
            <source>Opened lately</source>
            <translation>最近打开</translation>
        </message>
        <message>
            <source>Open %1</source>
            <translation>打开 %1</translation>
        </message>
    </context>
</TS>
