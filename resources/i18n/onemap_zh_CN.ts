<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>About OneMap</source>
            <translation>关于城市一张图</translation>
        </message>
        <message>
            <source>OneMap</source>
            <translation>城市一张图</translation>
        </message>
        <message>
            <source>A city's own data on one map.</source>
            <translation>一座城市的数据，一张地图看全。</translation>
        </message>
        <message>
            <source>System</source>
            <translation>系统</translation>
        </message>
        <message>
            <source>Settings and log</source>
            <translation>设置与日志</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;Missing files…</source>
            <translation>找回丢失的文件(&amp;M)…</translation>
        </message>
        <message>
            <source>&amp;Versions…</source>
            <translation>历史版本(&amp;V)…</translation>
        </message>
        <message>
            <source>&amp;Time</source>
            <translation>时间(&amp;T)</translation>
        </message>
        <message>
            <source>Pla&amp;y or pause time</source>
            <translation>播放或暂停时间(&amp;Y)</translation>
        </message>
        <message>
            <source>Measure a &amp;distance</source>
            <translation>量距离(&amp;D)</translation>
        </message>
        <message>
            <source>Measure an &amp;area</source>
            <translation>量面积(&amp;A)</translation>
        </message>
        <message>
            <source>Measure an an&amp;gle</source>
            <translation>量角度(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Find…</source>
            <translation>查找(&amp;F)…</translation>
        </message>
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
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>重做(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;History</source>
            <translation>操作历史(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;As of…</source>
            <translation>截至时刻(&amp;A)…</translation>
        </message>
        <message>
            <source>Cell &amp;above</source>
            <translation>上一级(&amp;A)</translation>
        </message>
        <message>
            <source>Cell &amp;below</source>
            <translation>下一级(&amp;B)</translation>
        </message>
        <message>
            <source>Cell be&amp;fore</source>
            <translation>前一格(&amp;F)</translation>
        </message>
        <message>
            <source>Cell af&amp;ter</source>
            <translation>后一格(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Grid card</source>
            <translation>网格卡(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Indicators</source>
            <translation>指标(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Pack for the field…</source>
            <translation>打包下发(&amp;P)…</translation>
        </message>
        <message>
            <source>Cases without a &amp;place</source>
            <translation>未定位案件(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Filter…</source>
            <translation>筛选(&amp;F)…</translation>
        </message>
        <message>
            <source>All filters o&amp;n</source>
            <translation>启用全部筛选(&amp;N)</translation>
        </message>
        <message>
            <source>All filters &amp;off</source>
            <translation>停用全部筛选(&amp;O)</translation>
        </message>
        <message>
            <source>Field &amp;view</source>
            <translation>现场(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Export the selection…</source>
            <translation>导出选中要素(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Invert the selection</source>
            <translation>反选(&amp;I)</translation>
        </message>
        <message>
            <source>Copy the selected ro&amp;ws</source>
            <translation>复制选中行(&amp;W)</translation>
        </message>
        <message>
            <source>Se&amp;lection</source>
            <translation>选择(&amp;L)</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>全选(&amp;A)</translation>
        </message>
        <message>
            <source>Select by &amp;rectangle or click</source>
            <translation>点选或框选(&amp;R)</translation>
        </message>
        <message>
            <source>Select free&amp;hand</source>
            <translation>自由画范围选择(&amp;H)</translation>
        </message>
        <message>
            <source>The selection as fil&amp;ter</source>
            <translation>选中要素设为筛选(&amp;T)</translation>
        </message>
        <message>
            <source>Export &amp;record</source>
            <translation>出图记录(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Scenes</source>
            <translation>场景与书签(&amp;S)</translation>
        </message>
        <message>
            <source>Compare by a s&amp;wipe</source>
            <translation>卷帘对比(&amp;W)</translation>
        </message>
        <message>
            <source>Compare side &amp;by side</source>
            <translation>并排对比(&amp;B)</translation>
        </message>
        <message>
            <source>Keep &amp;place</source>
            <translation>保存书签(&amp;P)</translation>
        </message>
        <message>
            <source>Keep s&amp;cene</source>
            <translation>保存场景(&amp;C)</translation>
        </message>
        <message>
            <source>Attribute &amp;table</source>
            <translation>属性表(&amp;T)</translation>
        </message>
        <message>
            <source>C&amp;harts</source>
            <translation>图表(&amp;H)</translation>
        </message>
        <message>
            <source>Led&amp;ger</source>
            <translation>台账(&amp;G)</translation>
        </message>
        <message>
            <source>Data &amp;quality</source>
            <translation>数据质量(&amp;Q)</translation>
        </message>
        <message>
            <source>Table of the &amp;selected rows</source>
            <translation>选中行的属性表(&amp;S)</translation>
        </message>
        <message>
            <source>Table of the rows in &amp;view</source>
            <translation>视野内的属性表(&amp;V)</translation>
        </message>
        <message>
            <source>Stat&amp;istics</source>
            <translation>统计(&amp;I)</translation>
        </message>
    </context>
    <context>
        <name>Asking</name>
        <message>
            <source>What is here</source>
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
    </context>
    <context>
        <name>CanvasButtons</name>
        <message>
            <source>Tools of the map</source>
            <translation>地图工具</translation>
        </message>
        <message>
            <source>More tools</source>
            <translation>更多工具</translation>
        </message>
    </context>
    <context>
        <name>ClassList</name>
        <message>
            <source>Classes</source>
            <translation>分级数</translation>
        </message>
    </context>
    <context>
        <name>ClassModel</name>
        <message>
            <source>All classes</source>
            <translation>全部类别</translation>
        </message>
    </context>
    <context>
        <name>ClassingEditor</name>
        <message>
            <source>Column</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>Number of classes</source>
            <translation>分级数</translation>
        </message>
        <message>
            <source>Reversed</source>
            <translation>反向</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>分级数</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Single</source>
            <translation>单一</translation>
        </message>
        <message>
            <source>Categories</source>
            <translation>分类</translation>
        </message>
        <message>
            <source>Graduated</source>
            <translation>分级</translation>
        </message>
        <message>
            <source>Equal counts</source>
            <translation>等数量</translation>
        </message>
        <message>
            <source>Equal steps</source>
            <translation>等间距</translation>
        </message>
        <message>
            <source>Natural breaks</source>
            <translation>自然断点</translation>
        </message>
        <message>
            <source>Round numbers</source>
            <translation>取整</translation>
        </message>
        <message>
            <source>Standard deviations</source>
            <translation>标准差</translation>
        </message>
        <message>
            <source>Head and tail</source>
            <translation>头尾分割</translation>
        </message>
    </context>
    <context>
        <name>ColorButton</name>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
    </context>
    <context>
        <name>ColorChooser</name>
        <message>
            <source>Map palette</source>
            <translation>地图色板</translation>
        </message>
        <message>
            <source>Plain colours</source>
            <translation>常用颜色</translation>
        </message>
        <message>
            <source>No colour</source>
            <translation>无颜色</translation>
        </message>
        <message>
            <source>Colour as #RRGGBB, #RRGGBBAA or a name of the palette</source>
            <translation>颜色：#RRGGBB、#RRGGBBAA 或色板名</translation>
        </message>
        <message>
            <source>Opacity of the colour</source>
            <translation>颜色不透明度</translation>
        </message>
        <message>
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
    </context>
    <context>
        <name>CrsDialog</name>
        <message>
            <source>Choose the CRS</source>
            <translation>选择坐标系</translation>
        </message>
        <message>
            <source>Fits the coordinates of the data</source>
            <translation>与数据的坐标范围相符</translation>
        </message>
        <message>
            <source>In use now</source>
            <translation>当前使用</translation>
        </message>
        <message>
            <source>Search by name, code or place: CGCS2000 105, 4548, UTM 48</source>
            <translation>按名称、代码或地区查找：CGCS2000 105、4548、UTM 48</translation>
        </message>
        <message>
            <source>Search the CRS</source>
            <translation>查找坐标系</translation>
        </message>
        <message>
            <source>Coordinate reference systems</source>
            <translation>坐标系列表</translation>
        </message>
        <message>
            <source>Reading the register…</source>
            <translation>正在读取坐标系目录…</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Choose</source>
            <translation>选定</translation>
        </message>
        <message>
            <source>%1 systems</source>
            <translation>共 %1 个坐标系</translation>
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
        <name>Desktop</name>
        <message>
            <source>Preparing to draw (half a minute at the very first start)</source>
            <translation>正在准备绘图（首次启动约需半分钟）</translation>
        </message>
        <message>
            <source>The drawing code is being compiled for this computer, once; it takes about half a minute. The map then appears by itself.</source>
            <translation>正在为这台电脑编译绘图程序，只需一次，约半分钟；完成后地图会自动出现。</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export map</source>
            <translation>出图</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>On the map</source>
            <translation>图面要素</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>选择文件</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>出图</translation>
        </message>
        <message>
            <source>The file exists and will be replaced.</source>
            <translation>文件已存在，将被替换。</translation>
        </message>
        <message>
            <source>A world file and a .prj are written beside it.</source>
            <translation>同时写出坐标定位文件和 .prj。</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>预览</translation>
        </message>
        <message>
            <source>Export of %1</source>
            <translation>出图 %1</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Saved: %1 (%2)</source>
            <translation>已保存：%1（%2）</translation>
        </message>
    </context>
    <context>
        <name>ExtentEditor</name>
        <message>
            <source>What is shown</source>
            <translation>显示范围</translation>
        </message>
        <message>
            <source>Current view</source>
            <translation>当前视图</translation>
        </message>
        <message>
            <source>All layers</source>
            <translation>全部图层</translation>
        </message>
        <message>
            <source>A scale, same middle</source>
            <translation>指定比例尺（中心不变）</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>坐标数值</translation>
        </message>
        <message>
            <source>Extent as xmin,ymin,xmax,ymax</source>
            <translation>范围：xmin,ymin,xmax,ymax</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>比例尺</translation>
        </message>
        <message>
            <source>Leave blank what is outside</source>
            <translation>范围之外留白</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>范围</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Opening %1</source>
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
        <message>
            <source>Packs for the field</source>
            <translation>下沉包</translation>
        </message>
        <message>
            <source>The pack is whole and open: %1</source>
            <translation>下沉包完好，已打开：%1</translation>
        </message>
    </context>
    <context>
        <name>FindActing</name>
        <message>
            <source>Prepare finding</source>
            <translation>准备查找</translation>
        </message>
        <message>
            <source>Outline</source>
            <translation>轮廓</translation>
        </message>
    </context>
    <context>
        <name>FindList</name>
        <message>
            <source>What was found</source>
            <translation>查找结果</translation>
        </message>
    </context>
    <context>
        <name>FindModel</name>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Codes</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Addresses</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>坐标</translation>
        </message>
        <message>
            <source>outside</source>
            <translation>城外</translation>
        </message>
        <message>
            <source>Nothing found; try fewer characters</source>
            <translation>没有找到；试试少输几个字</translation>
        </message>
    </context>
    <context>
        <name>HitModel</name>
        <message>
            <source>inside</source>
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
        <message>
            <source>Grid card (G)</source>
            <translation>网格卡 (G)</translation>
        </message>
        <message>
            <source>In full</source>
            <translation>明示</translation>
        </message>
        <message>
            <source>Show this row's personal values; who did so and when is noted in the export record</source>
            <translation>显示这一行未脱敏的个人信息；何人何时看过，记入出图记录</translation>
        </message>
        <message>
            <source>Nothing yet: layers are still being read</source>
            <translation>还没有：图层仍在读取</translation>
        </message>
    </context>
    <context>
        <name>JobsStrip</name>
        <message>
            <source>Progress</source>
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
            <translation>，另有 %1 项</translation>
        </message>
        <message>
            <source>Stop: %1</source>
            <translation>停止：%1</translation>
        </message>
    </context>
    <context>
        <name>KeysDialog</name>
        <message>
            <source>Find a command or a key</source>
            <translation>查找命令或按键</translation>
        </message>
        <message>
            <source>Other keys: press them here</source>
            <translation>新的快捷键：在这里按下</translation>
        </message>
        <message>
            <source>Use these keys</source>
            <translation>使用此快捷键</translation>
        </message>
        <message>
            <source>As it was</source>
            <translation>恢复默认</translation>
        </message>
        <message>
            <source>All as they were</source>
            <translation>全部恢复默认</translation>
        </message>
        <message>
            <source>Choose a command to give it other keys.</source>
            <translation>选中一个命令，可为它改用别的快捷键。</translation>
        </message>
        <message>
            <source>%1 is used by “%2”</source>
            <translation>%1 已用于“%2”</translation>
        </message>
        <message>
            <source>%1 has a fixed meaning on the map</source>
            <translation>%1 在地图上有固定用途</translation>
        </message>
        <message>
            <source>A key alone would be taken from typing: add Ctrl or Alt, or use a function key</source>
            <translation>单个按键会与打字冲突：请加 Ctrl 或 Alt，或用功能键</translation>
        </message>
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
            <source>Map only</source>
            <translation>只看地图</translation>
        </message>
        <message>
            <source>Tab on the map</source>
            <translation>在地图上按 Tab</translation>
        </message>
        <message>
            <source>Grid card of the place</source>
            <translation>此处的网格卡</translation>
        </message>
        <message>
            <source>G on the map</source>
            <translation>在地图上按 G</translation>
        </message>
        <message>
            <source>Add to the selection, take away, intersect</source>
            <translation>加入选择、从选择中去掉、取交集</translation>
        </message>
        <message>
            <source>Shift, Ctrl, both while drawing the shape</source>
            <translation>画范围时按住 Shift、Ctrl、两者同时</translation>
        </message>
        <message>
            <source>Select what is here, then what lies below</source>
            <translation>选中这里的要素，再选它下面的</translation>
        </message>
        <message>
            <source>R, then click, and click again</source>
            <translation>按 R 后点击，再点一次</translation>
        </message>
        <message>
            <source>Scenes and bookmarks 1 to 9</source>
            <translation>第 1 至 9 个场景或书签</translation>
        </message>
    </context>
    <context>
        <name>LabelEditor</name>
        <message>
            <source>Write labels</source>
            <translation>显示标注</translation>
        </message>
        <message>
            <source>Column of the labels</source>
            <translation>标注字段</translation>
        </message>
        <message>
            <source>Placement of the labels</source>
            <translation>标注位置</translation>
        </message>
        <message>
            <source>Size of the labels</source>
            <translation>标注字号</translation>
        </message>
        <message>
            <source>Colour of the labels</source>
            <translation>标注颜色</translation>
        </message>
        <message>
            <source>Halo colour</source>
            <translation>描边颜色</translation>
        </message>
        <message>
            <source>Halo width</source>
            <translation>描边宽度</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>字段</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Placement</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Halo</source>
            <translation>描边</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Beside the point</source>
            <translation>点旁</translation>
        </message>
        <message>
            <source>Along the line</source>
            <translation>沿线</translation>
        </message>
        <message>
            <source>Inside the area</source>
            <translation>面内</translation>
        </message>
    </context>
    <context>
        <name>LayerPanel</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Choose CRS</source>
            <translation>选择坐标系</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Layer menu</source>
            <translation>图层菜单</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>No layers yet</source>
            <translation>还没有图层</translation>
        </message>
        <message>
            <source>Add data files, or drop files and folders here.</source>
            <translation>请添加数据文件，或把文件、文件夹拖到这里。</translation>
        </message>
        <message>
            <source>Add data</source>
            <translation>添加数据</translation>
        </message>
        <message>
            <source>Search layers</source>
            <translation>查找图层</translation>
        </message>
        <message>
            <source>No layer has this in its name. Clear the search to see all.</source>
            <translation>没有名称相符的图层。清空查找框可看到全部。</translation>
        </message>
        <message>
            <source>Group the selected layers</source>
            <translation>将所选图层编组</translation>
        </message>
        <message>
            <source>Layers and legend</source>
            <translation>图层与图例</translation>
        </message>
        <message>
            <source>New group</source>
            <translation>新建组</translation>
        </message>
        <message>
            <source>Show all layers</source>
            <translation>显示全部图层</translation>
        </message>
        <message>
            <source>Hide all layers</source>
            <translation>隐藏全部图层</translation>
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
            <translation>重命名</translation>
        </message>
        <message>
            <source>Show only this</source>
            <translation>只显示此层</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>编组</translation>
        </message>
        <message>
            <source>Move to top</source>
            <translation>移到最上</translation>
        </message>
        <message>
            <source>Move to bottom</source>
            <translation>移到最下</translation>
        </message>
        <message>
            <source>Others</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>(empty)</source>
            <translation>（空）</translation>
        </message>
        <message>
            <source>Drawn between {far} and {near}</source>
            <translation>在 {far} 至 {near} 之间显示</translation>
        </message>
        <message>
            <source>Drawn from {far} on, closer</source>
            <translation>放大到 {far} 以后显示</translation>
        </message>
        <message>
            <source>Drawn up to {near}, farther away</source>
            <translation>缩小到 {near} 以后显示</translation>
        </message>
        <message>
            <source>{count} rows</source>
            <translation>{count} 条</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Find the file</source>
            <translation>查找文件</translation>
        </message>
        <message>
            <source>Select all of it</source>
            <translation>选中全部要素</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>属性表</translation>
        </message>
        <message>
            <source>Copy the style</source>
            <translation>复制样式</translation>
        </message>
        <message>
            <source>Paste the style</source>
            <translation>粘贴样式</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>复制图层</translation>
        </message>
        <message>
            <source>Export the rows…</source>
            <translation>导出数据…</translation>
        </message>
        <message>
            <source>%1 (copy)</source>
            <translation>%1（副本）</translation>
        </message>
        <message>
            <source>Allow files…</source>
            <translation>准许读取…</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>Explain this count…</source>
            <translation>说明此行数…</translation>
        </message>
    </context>
    <context>
        <name>LayerTree</name>
        <message>
            <source>Layers and legend</source>
            <translation>图层与图例</translation>
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
            <source>%1 (read-only)</source>
            <translation>%1（只读）</translation>
        </message>
        <message>
            <source>What is here</source>
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
            <source>Copied: %1</source>
            <translation>已复制：%1</translation>
        </message>
        <message>
            <source>Copy %1</source>
            <translation>复制 %1</translation>
        </message>
        <message>
            <source>Copy the place as</source>
            <translation>位置另复制为</translation>
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
        <message>
            <source>&amp;Grid card</source>
            <translation>网格卡(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Select</source>
            <translation>选择方式(&amp;S)</translation>
        </message>
        <message>
            <source>Sc&amp;enes and comparing</source>
            <translation>场景与对比(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Analyse</source>
            <translation>分析(&amp;A)</translation>
        </message>
        <message>
            <source>Attribute ta&amp;ble</source>
            <translation>属性表(&amp;B)</translation>
        </message>
    </context>
    <context>
        <name>Message</name>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close the message</source>
            <translation>关闭消息</translation>
        </message>
        <message>
            <source>Written: %1</source>
            <translation>已导出：%1</translation>
        </message>
    </context>
    <context>
        <name>OpacitySlider</name>
        <message>
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message>
            <source>Overview map</source>
            <translation>鹰眼图</translation>
        </message>
        <message>
            <source>Overview map: press or drag to look elsewhere</source>
            <translation>鹰眼图：按下或拖动，查看别处</translation>
        </message>
    </context>
    <context>
        <name>PackDialog</name>
        <message>
            <source>Pack for the field</source>
            <translation>打包下发</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Code of a grid, a community or a street</source>
            <translation>网格、社区或街道的编码</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>Receiver's grade</source>
            <translation>接收方级别</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>选择文件</translation>
        </message>
        <message>
            <source>What is in the pack</source>
            <translation>包内清单</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Pack</source>
            <translation>打包</translation>
        </message>
        <message>
            <source>Choose one, or type a code. Whole rows go along, with styles and cards.</source>
            <translation>选一个，或输入编码。整条记录连同样式和网格卡一起带走。</translation>
        </message>
        <message>
            <source>Layers above it are left out, fields above it are masked.</source>
            <translation>更高级别的图层不带，更高级别的字段脱敏。</translation>
        </message>
        <message>
            <source>Packs for the field</source>
            <translation>下沉包</translation>
        </message>
        <message>
            <source>The file exists and will be replaced.</source>
            <translation>文件已存在，将被替换。</translation>
        </message>
        <message>
            <source>Packing…</source>
            <translation>正在打包…</translation>
        </message>
        <message>
            <source>Pack of %1</source>
            <translation>打包 %1</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Packed and checked: %1</source>
            <translation>已打包并校验：%1</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>Preview</source>
            <translation>预览</translation>
        </message>
    </context>
    <context>
        <name>RampBox</name>
        <message>
            <source>Colour ramp</source>
            <translation>色带</translation>
        </message>
        <message>
            <source>Own colours</source>
            <translation>自定颜色</translation>
        </message>
        <message>
            <source>Colour-blind readers do not tell these colours apart</source>
            <translation>色觉障碍者难以分辨这些颜色</translation>
        </message>
        <message>
            <source>Colour-blind readers tell up to %1 classes apart</source>
            <translation>%1 类以内色觉障碍者可以分辨</translation>
        </message>
    </context>
    <context>
        <name>ScaleBox</name>
        <message>
            <source>Scale</source>
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
            <translation>显示图层的最小比例尺</translation>
        </message>
        <message>
            <source>Nearest scale at which the layer is drawn</source>
            <translation>显示图层的最大比例尺</translation>
        </message>
        <message>
            <source>From</source>
            <translation>最小</translation>
        </message>
        <message>
            <source>Up to</source>
            <translation>最大</translation>
        </message>
        <message>
            <source>any scale</source>
            <translation>不限</translation>
        </message>
    </context>
    <context>
        <name>SearchBox</name>
        <message>
            <source>Find</source>
            <translation>查找</translation>
        </message>
        <message>
            <source>Find places, codes, coordinates, layers, commands  (Ctrl+K)</source>
            <translation>查找地名、编码、坐标、图层、命令  (Ctrl+K)</translation>
        </message>
        <message>
            <source>A name, an address, a code or its beginning, coordinates in any form, pinyin or initials</source>
            <translation>名称、地址、编码或编码开头、任意写法的坐标、拼音或首字母</translation>
        </message>
    </context>
    <context>
        <name>SheetEditor</name>
        <message>
            <source>Title</source>
            <translation>图名</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>数据来源</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Map approval number</source>
            <translation>审图号</translation>
        </message>
        <message>
            <source>Grade line</source>
            <translation>密级标注</translation>
        </message>
        <message>
            <source>Legend</source>
            <translation>图例</translation>
        </message>
        <message>
            <source>Scale bar</source>
            <translation>比例尺</translation>
        </message>
        <message>
            <source>North arrow</source>
            <translation>指北针</translation>
        </message>
        <message>
            <source>Paper margin</source>
            <translation>纸边</translation>
        </message>
        <message>
            <source>Colours of the map</source>
            <translation>地图配色</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Approval no.</source>
            <translation>审图号</translation>
        </message>
        <message>
            <source>Margin</source>
            <translation>纸边</translation>
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
        <name>SizeEditor</name>
        <message>
            <source>Kind of size</source>
            <translation>尺寸方式</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>像素</translation>
        </message>
        <message>
            <source>Millimetres</source>
            <translation>毫米</translation>
        </message>
        <message>
            <source>%1, landscape</source>
            <translation>%1 横向</translation>
        </message>
        <message>
            <source>%1, portrait</source>
            <translation>%1 纵向</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>高</translation>
        </message>
        <message>
            <source>Dots per inch</source>
            <translation>分辨率（每英寸点数）</translation>
        </message>
        <message>
            <source>Sheet</source>
            <translation>幅面</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>分辨率</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Coordinates in the map's CRS</source>
            <translation>地图坐标系中的坐标</translation>
        </message>
        <message>
            <source>Longitude and latitude</source>
            <translation>经纬度</translation>
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
    </context>
    <context>
        <name>StylePanel</name>
        <message>
            <source>Choose a layer in the tree to change how it looks.</source>
            <translation>在图层树中选一个图层，即可调整它的样式。</translation>
        </message>
        <message>
            <source>Back to the style of the layer file</source>
            <translation>恢复图层文件的样式</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>标注</translation>
        </message>
        <message>
            <source>Scales</source>
            <translation>显示比例</translation>
        </message>
        <message>
            <source>Symbol</source>
            <translation>符号</translation>
        </message>
        <message>
            <source>Symbol of all classes</source>
            <translation>全部类别的符号</translation>
        </message>
        <message>
            <source>Symbol of “%1”</source>
            <translation>“%1”的符号</translation>
        </message>
        <message>
            <source>Style of %1</source>
            <translation>%1 的样式</translation>
        </message>
        <message>
            <source>Classes of %1</source>
            <translation>%1 的分类</translation>
        </message>
        <message>
            <source>This column holds no numbers to make classes of.</source>
            <translation>该字段没有可用于分级的数值。</translation>
        </message>
    </context>
    <context>
        <name>Swatch</name>
        <message>
            <source>Symbols</source>
            <translation>符号</translation>
        </message>
    </context>
    <context>
        <name>SymbolEditor</name>
        <message>
            <source>Fill</source>
            <translation>填充</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>线条</translation>
        </message>
        <message>
            <source>Line width</source>
            <translation>线宽</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Marker</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Dashes</source>
            <translation>线型</translation>
        </message>
        <message>
            <source>Casing</source>
            <translation>套边</translation>
        </message>
        <message>
            <source>Casing colour</source>
            <translation>套边颜色</translation>
        </message>
        <message>
            <source>Casing width</source>
            <translation>套边宽度</translation>
        </message>
        <message>
            <source>SVG file…</source>
            <translation>SVG 文件…</translation>
        </message>
        <message>
            <source>Circle</source>
            <translation>圆</translation>
        </message>
        <message>
            <source>Square</source>
            <translation>方块</translation>
        </message>
        <message>
            <source>Diamond</source>
            <translation>菱形</translation>
        </message>
        <message>
            <source>Triangle</source>
            <translation>三角形</translation>
        </message>
        <message>
            <source>Triangle, point down</source>
            <translation>倒三角形</translation>
        </message>
        <message>
            <source>Cross</source>
            <translation>十字</translation>
        </message>
        <message>
            <source>Diagonal cross</source>
            <translation>斜十字</translation>
        </message>
        <message>
            <source>Star</source>
            <translation>五角星</translation>
        </message>
        <message>
            <source>Hexagon</source>
            <translation>六边形</translation>
        </message>
        <message>
            <source>Pin</source>
            <translation>图钉</translation>
        </message>
        <message>
            <source>Ring</source>
            <translation>圆环</translation>
        </message>
        <message>
            <source>Marker from a file</source>
            <translation>从文件选取形状</translation>
        </message>
        <message>
            <source>SVG (*.svg)</source>
            <translation>SVG (*.svg)</translation>
        </message>
        <message>
            <source>Solid</source>
            <translation>实线</translation>
        </message>
        <message>
            <source>Line ends</source>
            <translation>线端</translation>
        </message>
        <message>
            <source>Corners</source>
            <translation>拐角</translation>
        </message>
    </context>
    <context>
        <name>TableOut</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>%1 lines copied</source>
            <translation>已复制 %1 行</translation>
        </message>
        <message>
            <source>Export the table</source>
            <translation>导出属性表</translation>
        </message>
        <message>
            <source>Write CSV</source>
            <translation>写成 CSV</translation>
        </message>
        <message>
            <source>%1 rows written and checked: %2</source>
            <translation>已写出并核对 %1 行：%2</translation>
        </message>
        <message>
            <source>selection</source>
            <translation>所选要素</translation>
        </message>
        <message>
            <source>Write without shapes</source>
            <translation>不含图形导出</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>One map of the city</source>
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
    <context>
        <name>DeskHeader</name>
        <message>
            <source>Close the panel</source>
            <translation>关闭面板</translation>
        </message>
        <message>
            <source>Open panels</source>
            <translation>已打开的面板</translation>
        </message>
    </context>
    <context>
        <name>MeasurePanel</name>
        <message>
            <source>Measure</source>
            <translation>量算</translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>距离</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>Angle</source>
            <translation>角度</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>Bearing</source>
            <translation>方位角</translation>
        </message>
        <message>
            <source>Legs</source>
            <translation>各段</translation>
        </message>
        <message>
            <source>Snap to corners and edges</source>
            <translation>捕捉顶点和边</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Keep it on the map as a note</source>
            <translation>作为标注留在地图上</translation>
        </message>
        <message>
            <source>Notes</source>
            <translation>标注</translation>
        </message>
        <message>
            <source>Enter shows a note, F2 names it, Del takes it away</source>
            <translation>回车定位，F2 改名，Del 删除</translation>
        </message>
        <message>
            <source>Click corners on the map; double click, Enter or the right button ends, Backspace takes one back.</source>
            <translation>在地图上依次单击各点；双击、回车或右键结束，退格键撤回一点。</translation>
        </message>
        <message>
            <source>Border %1</source>
            <translation>周长 %1</translation>
        </message>
        <message>
            <source>On the map's plane: %1</source>
            <translation>按地图平面计算：%1</translation>
        </message>
    </context>
    <context>
        <name>MeasureMount</name>
        <message>
            <source>Measure</source>
            <translation>量算</translation>
        </message>
        <message>
            <source>Distance</source>
            <translation>距离</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>Angle</source>
            <translation>角度</translation>
        </message>
    </context>
    <context>
        <name>PlaceTexts</name>
        <message>
            <source>Longitude, latitude</source>
            <translation>经度, 纬度</translation>
        </message>
        <message>
            <source>Degrees, minutes, seconds</source>
            <translation>度分秒</translation>
        </message>
        <message>
            <source>BeiDou grid code</source>
            <translation>北斗网格码</translation>
        </message>
    </context>
    <context>
        <name>HistoryPanel</name>
        <message>
            <source>Steps</source>
            <translation>操作步骤</translation>
        </message>
        <message>
            <source>Click a step to go back or forward to it. Moving the map is no step.</source>
            <translation>单击某一步即可回到那时，或再往前。移动地图不算一步。</translation>
        </message>
        <message>
            <source>As it was opened</source>
            <translation>打开时的样子</translation>
        </message>
    </context>
    <context>
        <name>HistoryMount</name>
        <message>
            <source>History</source>
            <translation>操作历史</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>重做(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Undo: %1</source>
            <translation>撤销(&amp;U)：%1</translation>
        </message>
        <message>
            <source>&amp;Redo: %1</source>
            <translation>重做(&amp;R)：%1</translation>
        </message>
    </context>
    <context>
        <name>MomentPopup</name>
        <message>
            <source>As of</source>
            <translation>截至</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>Last day of the data: %1</source>
            <translation>数据的最后一天：%1</translation>
        </message>
        <message>
            <source>Another moment</source>
            <translation>其他时刻</translation>
        </message>
        <message>
            <source>Grid cards, indicators, open and overdue cases are told as of this moment.</source>
            <translation>网格卡、指标、在办与超期案件都按这一时刻计算。</translation>
        </message>
    </context>
    <context>
        <name>MomentMount</name>
        <message>
            <source>now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>As of %1</source>
            <translation>截至 %1</translation>
        </message>
        <message>
            <source>Moment of cards and indicators; click to choose another one</source>
            <translation>网格卡和指标的时刻；点击另选</translation>
        </message>
    </context>
    <context>
        <name>_Table</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>vs prev.</source>
            <translation>环比</translation>
        </message>
        <message>
            <source>YoY</source>
            <translation>同比</translation>
        </message>
    </context>
    <context>
        <name>IndicatorModel</name>
        <message>
            <source>Cannot be made: no field has the role %1</source>
            <translation>无法统计：没有字段的 role 为 %1</translation>
        </message>
    </context>
    <context>
        <name>GroupModel</name>
        <message>
            <source>All</source>
            <translation>合计</translation>
        </message>
    </context>
    <context>
        <name>IndicatorBar</name>
        <message>
            <source>Month</source>
            <translation>按月</translation>
        </message>
        <message>
            <source>Quarter</source>
            <translation>按季</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>按年</translation>
        </message>
        <message>
            <source>Days</source>
            <translation>按天</translation>
        </message>
        <message>
            <source>by %1</source>
            <translation>按%1</translation>
        </message>
        <message>
            <source>What is counted</source>
            <translation>统计对象</translation>
        </message>
        <message>
            <source>Counted by</source>
            <translation>统计口径</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>时段</translation>
        </message>
        <message>
            <source>Period before</source>
            <translation>上一时段</translation>
        </message>
        <message>
            <source>Period after</source>
            <translation>下一时段</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>起始日</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>截止日</translation>
        </message>
        <message>
            <source>Which of it</source>
            <translation>只统计</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>All of it</source>
            <translation>不限类别、来源</translation>
        </message>
        <message>
            <source>Cases and orders together</source>
            <translation>案件与工单合计</translation>
        </message>
    </context>
    <context>
        <name>IndicatorPanel</name>
        <message>
            <source>Indicators</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>By group</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>Ranking</source>
            <translation>排名</translation>
        </message>
        <message>
            <source>Over time</source>
            <translation>走势</translation>
        </message>
        <message>
            <source>On the map</source>
            <translation>上图</translation>
        </message>
        <message>
            <source>Write</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>This period…</source>
            <translation>本时段…</translation>
        </message>
        <message>
            <source>This period and those before it…</source>
            <translation>本时段及之前各时段…</translation>
        </message>
        <message>
            <source>Cases and work orders in numbers appear here.</source>
            <translation>案件与工单的指标显示在这里。</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>正在统计…</translation>
        </message>
        <message>
            <source>%1 without a grid</source>
            <translation>%1 件未入格</translation>
        </message>
        <message>
            <source>Events without a place or outside all grids: list them and place them</source>
            <translation>没有位置或在各网格之外的：列出并定位</translation>
        </message>
        <message>
            <source>All</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Show %1</source>
            <translation>显示 %1</translation>
        </message>
        <message>
            <source>%1, but not %2</source>
            <translation>%1中非%2</translation>
        </message>
    </context>
    <context>
        <name>IndicatorMount</name>
        <message>
            <source>Indicators</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Write indicators</source>
            <translation>导出指标</translation>
        </message>
    </context>
    <context>
        <name>CardMount</name>
        <message>
            <source>Grid card</source>
            <translation>网格卡</translation>
        </message>
        <message>
            <source>Write the grid card</source>
            <translation>输出网格卡</translation>
        </message>
    </context>
    <context>
        <name>CardPanel</name>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Grid card</source>
            <translation>网格卡</translation>
        </message>
        <message>
            <source>Choose a unit grid on the map.</source>
            <translation>在地图上选一个单元网格。</translation>
        </message>
        <message>
            <source>Cell before (Ctrl+Left)</source>
            <translation>前一格 (Ctrl+←)</translation>
        </message>
        <message>
            <source>Cell after (Ctrl+Right)</source>
            <translation>后一格 (Ctrl+→)</translation>
        </message>
        <message>
            <source>Level up (Alt+Up)</source>
            <translation>上一级 (Alt+↑)</translation>
        </message>
        <message>
            <source>Level down (Alt+Down)</source>
            <translation>下一级 (Alt+↓)</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>打印</translation>
        </message>
        <message>
            <source>Zoom to</source>
            <translation>缩放到</translation>
        </message>
        <message>
            <source>Left out, no layer has the role: %1</source>
            <translation>没有相应图层，未列出：%1</translation>
        </message>
        <message>
            <source>All %1</source>
            <translation>全部 %1</translation>
        </message>
    </context>
    <context>
        <name>CardRows</name>
        <message>
            <source>Back to the card</source>
            <translation>回到网格卡</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>各条记录</translation>
        </message>
    </context>
    <context>
        <name>FramesDialog</name>
        <message>
            <source>%1 of %2 written</source>
            <translation>已写 %1 / %2 幅</translation>
        </message>
        <message>
            <source>%1 pictures written to %2</source>
            <translation>已写出 %1 幅，在 %2</translation>
        </message>
        <message>
            <source>%1 pictures: frame_0001.png and so on, each with its date</source>
            <translation>共 %1 幅：frame_0001.png 等，每幅注明日期</translation>
        </message>
        <message>
            <source>Choose a folder first</source>
            <translation>请先选择文件夹</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Export as pictures</source>
            <translation>导出逐幅图片</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Height</source>
            <translation>高</translation>
        </message>
        <message>
            <source>Map over time</source>
            <translation>地图时间序列</translation>
        </message>
        <message>
            <source>Pictures over time</source>
            <translation>逐幅出图</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>尺寸</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽</translation>
        </message>
    </context>
    <context>
        <name>TimeAxis</name>
        <message>
            <source>Left and right move the span a step, Page Up and Down ten, with Shift its end; Space plays</source>
            <translation>左右键移动一步，翻页键移动十步，加 Shift 移动终点；空格播放</translation>
        </message>
        <message>
            <source>No layer on the map has times</source>
            <translation>地图上没有带时间的图层</translation>
        </message>
        <message>
            <source>Time axis</source>
            <translation>时间轴</translation>
        </message>
    </context>
    <context>
        <name>TimeBar</name>
        <message>
            <source>%1 shown</source>
            <translation>显示 %1 条</translation>
        </message>
        <message>
            <source>A step back</source>
            <translation>后退一步</translation>
        </message>
        <message>
            <source>A step on</source>
            <translation>前进一步</translation>
        </message>
        <message>
            <source>Close and show all times</source>
            <translation>关闭并显示全部时间</translation>
        </message>
        <message>
            <source>No times</source>
            <translation>没有时间</translation>
        </message>
        <message>
            <source>Pause (Space)</source>
            <translation>暂停（空格）</translation>
        </message>
        <message>
            <source>Play (Space)</source>
            <translation>播放（空格）</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Window, step, speed, hours, layers</source>
            <translation>窗口、步长、速度、时段、图层</translation>
        </message>
        <message>
            <source>cumulative</source>
            <translation>累积</translation>
        </message>
        <message>
            <source>some hours</source>
            <translation>部分时段</translation>
        </message>
        <message>
            <source>step %1</source>
            <translation>步长 %1</translation>
        </message>
        <message>
            <source>all layers with times are hidden</source>
            <translation>带时间的图层都已隐藏</translation>
        </message>
    </context>
    <context>
        <name>TimeClock</name>
        <message>
            <source>All hours</source>
            <translation>全部时段</translation>
        </message>
        <message>
            <source>Days of the week</source>
            <translation>星期</translation>
        </message>
        <message>
            <source>Daytime</source>
            <translation>白天</translation>
        </message>
        <message>
            <source>Fri</source>
            <translation>周五</translation>
        </message>
        <message>
            <source>From %1:00 to %2:00</source>
            <translation>%1 时至 %2 时</translation>
        </message>
        <message>
            <source>Hours of the day</source>
            <translation>钟点</translation>
        </message>
        <message>
            <source>Mon</source>
            <translation>周一</translation>
        </message>
        <message>
            <source>Night</source>
            <translation>夜间</translation>
        </message>
        <message>
            <source>Rush hours</source>
            <translation>早晚高峰</translation>
        </message>
        <message>
            <source>Sat</source>
            <translation>周六</translation>
        </message>
        <message>
            <source>Sun</source>
            <translation>周日</translation>
        </message>
        <message>
            <source>Thu</source>
            <translation>周四</translation>
        </message>
        <message>
            <source>Tue</source>
            <translation>周二</translation>
        </message>
        <message>
            <source>Wed</source>
            <translation>周三</translation>
        </message>
        <message>
            <source>Weekend</source>
            <translation>周末</translation>
        </message>
        <message>
            <source>Workdays</source>
            <translation>工作日</translation>
        </message>
    </context>
    <context>
        <name>TimeLayersDialog</name>
        <message>
            <source>Begins, or happens</source>
            <translation>开始或发生</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>时区</translation>
        </message>
        <message>
            <source>Ends</source>
            <translation>结束</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Layers and their times</source>
            <translation>图层与时间列</translation>
        </message>
        <message>
            <source>No open layer has a column of times.</source>
            <translation>所开图层都没有时间列。</translation>
        </message>
        <message>
            <source>What has no end happens at once. A layer without a beginning is shown at any time.</source>
            <translation>没有结束列的按瞬时事件看待；没有开始列的图层任何时间都显示。</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
    </context>
    <context>
        <name>TimeMenu</name>
        <message>
            <source>%1 day</source>
            <translation>%1 天</translation>
        </message>
        <message>
            <source>%1 days</source>
            <translation>%1 天</translation>
        </message>
        <message>
            <source>%1 hour</source>
            <translation>%1 小时</translation>
        </message>
        <message>
            <source>%1 hours</source>
            <translation>%1 小时</translation>
        </message>
        <message>
            <source>%1 month</source>
            <translation>%1 个月</translation>
        </message>
        <message>
            <source>%1 months</source>
            <translation>%1 个月</translation>
        </message>
        <message>
            <source>%1 steps a second</source>
            <translation>每秒 %1 步</translation>
        </message>
        <message>
            <source>%1 week</source>
            <translation>%1 周</translation>
        </message>
        <message>
            <source>%1 weeks</source>
            <translation>%1 周</translation>
        </message>
        <message>
            <source>%1 year</source>
            <translation>%1 年</translation>
        </message>
        <message>
            <source>%1 years</source>
            <translation>%1 年</translation>
        </message>
        <message>
            <source>Again from the beginning</source>
            <translation>循环播放</translation>
        </message>
        <message>
            <source>All times</source>
            <translation>全部时间</translation>
        </message>
        <message>
            <source>Cumulative: all from the beginning on</source>
            <translation>累积：从头显示</translation>
        </message>
        <message>
            <source>Export as pictures…</source>
            <translation>导出逐幅图片…</translation>
        </message>
        <message>
            <source>Hours and weekdays</source>
            <translation>钟点与星期</translation>
        </message>
        <message>
            <source>Layers and their times…</source>
            <translation>图层与时间列…</translation>
        </message>
        <message>
            <source>Options of time</source>
            <translation>时间选项</translation>
        </message>
        <message>
            <source>Show what has no time (%1)</source>
            <translation>显示没有时间的（%1）</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>步长</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>时区</translation>
        </message>
        <message>
            <source>Window</source>
            <translation>窗口时长</translation>
        </message>
    </context>
    <context>
        <name>UnlocatedModel</name>
        <message>
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Matter</source>
            <translation>事项</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Reported</source>
            <translation>上报时间</translation>
        </message>
        <message>
            <source>Claimed grid</source>
            <translation>所填网格</translation>
        </message>
        <message>
            <source>Proposed place</source>
            <translation>建议位置</translation>
        </message>
        <message>
            <source>Within</source>
            <translation>误差</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>没有找到</translation>
        </message>
    </context>
    <context>
        <name>UnlocatedPanel</name>
        <message>
            <source>Cases without a place</source>
            <translation>未定位案件</translation>
        </message>
        <message>
            <source>Place all</source>
            <translation>全部定位</translation>
        </message>
        <message>
            <source>Place every case where it is proposed; undo takes it back</source>
            <translation>把每件案件放到建议位置；可以撤销</translation>
        </message>
        <message>
            <source>Place selected</source>
            <translation>定位所选</translation>
        </message>
        <message>
            <source>Place by hand</source>
            <translation>手工定位</translation>
        </message>
        <message>
            <source>Click on the map where the case of the current line is</source>
            <translation>在地图上点出当前行案件的位置</translation>
        </message>
        <message>
            <source>Write…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>%1 cases without a place, %2 found by address or grid</source>
            <translation>%1 件未定位，其中 %2 件可按地址或网格定位</translation>
        </message>
        <message>
            <source>Looking for cases without a place…</source>
            <translation>正在查找未定位案件…</translation>
        </message>
        <message>
            <source>Every case lies in a grid.</source>
            <translation>每件案件都在网格里。</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>取消定位</translation>
        </message>
        <message>
            <source>Take the places of the selected cases back</source>
            <translation>取消所选案件的定位</translation>
        </message>
        <message>
            <source>%3 placed</source>
            <translation>已定位 %3 件</translation>
        </message>
    </context>
    <context>
        <name>UnlocatedMount</name>
        <message>
            <source>Cases without a place</source>
            <translation>未定位案件</translation>
        </message>
        <message>
            <source>%1 cases placed</source>
            <translation>已定位 %1 件</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Click where the case of the current line is; Esc ends it.</source>
            <translation>请在地图上点出当前行案件的位置；Esc 结束。</translation>
        </message>
        <message>
            <source>Write cases without a place</source>
            <translation>导出未定位案件</translation>
        </message>
    </context>
    <context>
        <name>RecoveryDialog</name>
        <message>
            <source>&amp;Restore</source>
            <translation>恢复(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Discard</source>
            <translation>丢弃(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Later</source>
            <translation>以后再说(&amp;L)</translation>
        </message>
        <message>
            <source>Restore your work</source>
            <translation>恢复上次的工作</translation>
        </message>
        <message>
            <source>OneMap ended without being closed. This is what you had, to the last action:</source>
            <translation>程序上次没有正常退出。这是您当时的工作，直到最后一步：</translation>
        </message>
        <message>
            <source>What can be restored</source>
            <translation>可恢复的工作</translation>
        </message>
        <message>
            <source>Untitled map</source>
            <translation>未命名地图</translation>
        </message>
        <message>
            <source>%1 changes; the last: %2</source>
            <translation>%1 处修改，最后一步：%2</translation>
        </message>
        <message>
            <source>Rows that were in no file cannot be restored: %1</source>
            <translation>这些图层的数据不在任何文件里，无法恢复：%1</translation>
        </message>
    </context>
    <context>
        <name>Chip</name>
        <message>
            <source>Remove the filter</source>
            <translation>删除筛选</translation>
        </message>
        <message>
            <source>Switch the filter off</source>
            <translation>停用筛选</translation>
        </message>
        <message>
            <source>Switch the filter on</source>
            <translation>启用筛选</translation>
        </message>
    </context>
    <context>
        <name>FilterBuilder</name>
        <message>
            <source>2026-06-30</source>
            <translation>2026-06-30</translation>
        </message>
        <message>
            <source>All of these hold</source>
            <translation>满足以下全部</translation>
        </message>
        <message>
            <source>All or any</source>
            <translation>全部或任一</translation>
        </message>
        <message>
            <source>Any of these holds</source>
            <translation>满足以下任一</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Condition</source>
            <translation>条件</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>条件组</translation>
        </message>
        <message>
            <source>Operator</source>
            <translation>比较方式</translation>
        </message>
        <message>
            <source>Remove the condition</source>
            <translation>删除条件</translation>
        </message>
        <message>
            <source>Remove the group</source>
            <translation>删除条件组</translation>
        </message>
        <message>
            <source>Upper value</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>after</source>
            <translation>晚于</translation>
        </message>
        <message>
            <source>at least</source>
            <translation>不小于</translation>
        </message>
        <message>
            <source>at most</source>
            <translation>不大于</translation>
        </message>
        <message>
            <source>before</source>
            <translation>早于</translation>
        </message>
        <message>
            <source>begins with</source>
            <translation>开头是</translation>
        </message>
        <message>
            <source>between</source>
            <translation>介于</translation>
        </message>
        <message>
            <source>contains</source>
            <translation>包含</translation>
        </message>
        <message>
            <source>ends with</source>
            <translation>结尾是</translation>
        </message>
        <message>
            <source>from</source>
            <translation>不早于</translation>
        </message>
        <message>
            <source>is</source>
            <translation>等于</translation>
        </message>
        <message>
            <source>is empty</source>
            <translation>为空</translation>
        </message>
        <message>
            <source>is like (% _)</source>
            <translation>形如 (% _)</translation>
        </message>
        <message>
            <source>is none of</source>
            <translation>不属于</translation>
        </message>
        <message>
            <source>is not</source>
            <translation>不等于</translation>
        </message>
        <message>
            <source>is not empty</source>
            <translation>不为空</translation>
        </message>
        <message>
            <source>is not like (% _)</source>
            <translation>不形如 (% _)</translation>
        </message>
        <message>
            <source>is one of</source>
            <translation>属于</translation>
        </message>
        <message>
            <source>less than</source>
            <translation>小于</translation>
        </message>
        <message>
            <source>more than</source>
            <translation>大于</translation>
        </message>
        <message>
            <source>not between</source>
            <translation>不介于</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数</translation>
        </message>
        <message>
            <source>the whole value</source>
            <translation>完整的值</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true 或 false</translation>
        </message>
        <message>
            <source>until</source>
            <translation>不晚于</translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>values, with commas</source>
            <translation>多个值，用逗号分开</translation>
        </message>
        <message>
            <source>Type to find a column</source>
            <translation>输入文字查找列（可用拼音首字母）</translation>
        </message>
    </context>
    <context>
        <name>FilterChips</name>
        <message>
            <source>%1 more filters</source>
            <translation>另有 %1 个筛选</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>筛选</translation>
        </message>
    </context>
    <context>
        <name>FilterMount</name>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
    </context>
    <context>
        <name>FilterPanel</name>
        <message>
            <source>%1 of %2 rows</source>
            <translation>%1 行，共 %2 行</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>As: name LIKE '%road%' AND floors &gt; 6</source>
            <translation>如：名称 LIKE '%路%' AND 层数 &gt; 6</translation>
        </message>
        <message>
            <source>Conditions</source>
            <translation>条件</translation>
        </message>
        <message>
            <source>Ctrl+Enter in the text</source>
            <translation>在文本中按 Ctrl+Enter</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>筛选</translation>
        </message>
        <message>
            <source>Filter as CQL2 text</source>
            <translation>CQL2 文本形式的筛选条件</translation>
        </message>
        <message>
            <source>Filter on</source>
            <translation>启用筛选</translation>
        </message>
        <message>
            <source>How the filter is written</source>
            <translation>筛选的写法</translation>
        </message>
        <message>
            <source>Layer to be filtered</source>
            <translation>要筛选的图层</translation>
        </message>
        <message>
            <source>Remove the filter</source>
            <translation>删除筛选</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>The layer is still being read.</source>
            <translation>图层还在读取。</translation>
        </message>
        <message>
            <source>There is no layer to filter yet.</source>
            <translation>还没有可以筛选的图层。</translation>
        </message>
        <message>
            <source>This filter says more than rows can show. Change it as text.</source>
            <translation>这个筛选比条件行能表达的更多，请用文本修改。</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>值</translation>
        </message>
        <message>
            <source>“%1” is no value of this column.</source>
            <translation>“%1”不是这一列的值。</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
    </context>
    <context>
        <name>FieldMount</name>
        <message>
            <source>Look from near</source>
            <translation>看近处</translation>
        </message>
        <message>
            <source>The place for your report</source>
            <translation>上报用的位置</translation>
        </message>
        <message>
            <source>Mark on the map</source>
            <translation>标在地图上</translation>
        </message>
        <message>
            <source>Marked on the map.</source>
            <translation>已标在地图上。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
    </context>
    <context>
        <name>FieldNear</name>
        <message>
            <source>Smaller radius</source>
            <translation>缩小半径</translation>
        </message>
        <message>
            <source>Larger radius</source>
            <translation>放大半径</translation>
        </message>
        <message>
            <source>Look at the radius from near</source>
            <translation>看近处</translation>
        </message>
        <message>
            <source>Within %1 m</source>
            <translation>%1 米内</translation>
        </message>
        <message>
            <source>What is meant is not in the ledger</source>
            <translation>要找的不在台账里</translation>
        </message>
        <message>
            <source>Nothing stands within the radius.</source>
            <translation>半径内没有部件。</translation>
        </message>
        <message>
            <source>The nearest %1 of %2</source>
            <translation>共 %2 个，列最近的 %1 个</translation>
        </message>
        <message>
            <source>%1 found, the nearest first</source>
            <translation>共 %1 个，由近及远</translation>
        </message>
    </context>
    <context>
        <name>FieldOpen</name>
        <message>
            <source>As of %1</source>
            <translation>截至 %1</translation>
        </message>
        <message>
            <source>No case is open here.</source>
            <translation>此处没有未结案件。</translation>
        </message>
        <message>
            <source>in this cell</source>
            <translation>在本格内</translation>
        </message>
        <message>
            <source>within the radius</source>
            <translation>在半径内</translation>
        </message>
        <message>
            <source>%1 open, %2 overdue, %3</source>
            <translation>%3未结 %1 件，其中超期 %2 件</translation>
        </message>
        <message>
            <source>; the nearest %1 are listed</source>
            <translation>；列最近的 %1 件</translation>
        </message>
        <message>
            <source>due %1</source>
            <translation>期限 %1</translation>
        </message>
        <message>
            <source>Overdue</source>
            <translation>超期</translation>
        </message>
    </context>
    <context>
        <name>FieldPanel</name>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Field view</source>
            <translation>现场</translation>
        </message>
        <message>
            <source>Cell before (Ctrl+Left)</source>
            <translation>前一格 (Ctrl+←)</translation>
        </message>
        <message>
            <source>Cell after (Ctrl+Right)</source>
            <translation>后一格 (Ctrl+→)</translation>
        </message>
        <message>
            <source>Hand out the card</source>
            <translation>输出网格卡</translation>
        </message>
        <message>
            <source>Pack…</source>
            <translation>打包…</translation>
        </message>
        <message>
            <source>No cell</source>
            <translation>不在网格内</translation>
        </message>
        <message>
            <source>Tap the map where you stand.</source>
            <translation>在地图上点您所在的位置。</translation>
        </message>
        <message>
            <source>Near</source>
            <translation>身边</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>未结</translation>
        </message>
        <message>
            <source>Here</source>
            <translation>此处</translation>
        </message>
        <message>
            <source>Card</source>
            <translation>网格卡</translation>
        </message>
        <message>
            <source>Open a map or a pack first.</source>
            <translation>请先打开地图或下沉包。</translation>
        </message>
    </context>
    <context>
        <name>FieldThing</name>
        <message>
            <source>Back to the list</source>
            <translation>返回列表</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
    </context>
    <context>
        <name>FieldWords</name>
        <message>
            <source>Code</source>
            <translation>编码</translation>
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
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Spoken</source>
            <translation>口述码</translation>
        </message>
        <message>
            <source>BeiDou code</source>
            <translation>北斗网格码</translation>
        </message>
        <message>
            <source>Degrees</source>
            <translation>经纬度</translation>
        </message>
        <message>
            <source>Coordinates</source>
            <translation>坐标</translation>
        </message>
        <message>
            <source>As of</source>
            <translation>截至</translation>
        </message>
    </context>
    <context>
        <name>Switch</name>
        <message>
            <source>Desk</source>
            <translation>分析</translation>
        </message>
        <message>
            <source>Work at the desk (F9)</source>
            <translation>分析：案头工作 (F9)</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>现场</translation>
        </message>
        <message>
            <source>Work in the field: large targets, map and card (F9)</source>
            <translation>现场：大按钮，地图和网格卡 (F9)</translation>
        </message>
    </context>
    <context>
        <name>FieldHere</name>
        <message>
            <source>Tap the map to see what stands there.</source>
            <translation>在地图上点一下，看那里有什么。</translation>
        </message>
        <message>
            <source>Nothing stands here.</source>
            <translation>此处没有要素。</translation>
        </message>
        <message>
            <source>%1 at this place, drawn on the map</source>
            <translation>此处共 %1 个（地图上显示的）</translation>
        </message>
        <message>
            <source>inside</source>
            <translation>在内</translation>
        </message>
    </context>
    <context>
        <name>Claims</name>
        <message>
            <source>&amp;Overwrite</source>
            <translation>覆盖(&amp;O)</translation>
        </message>
        <message>
            <source>Changed by another program</source>
            <translation>被别的程序改过</translation>
        </message>
        <message>
            <source>It is held by %1. What is changed here cannot be saved into the same file meanwhile.</source>
            <translation>占用者：%1。在此期间，这里的更改不能存进同一个文件。</translation>
        </message>
        <message>
            <source>Open &amp;read-only</source>
            <translation>以只读方式打开(&amp;R)</translation>
        </message>
        <message>
            <source>Open as a &amp;copy</source>
            <translation>作为副本打开(&amp;C)</translation>
        </message>
        <message>
            <source>Open in another window</source>
            <translation>已在另一个窗口中打开</translation>
        </message>
        <message>
            <source>Save &amp;as…</source>
            <translation>另存为(&amp;A)…</translation>
        </message>
        <message>
            <source>When it is overwritten, the other stays among the versions.</source>
            <translation>若覆盖，别的程序存的内容会留在历史版本里。</translation>
        </message>
        <message>
            <source>“%1” is open in another window.</source>
            <translation>“%1”已在另一个窗口中打开。</translation>
        </message>
        <message>
            <source>“%1” was changed by another program since it was opened here.</source>
            <translation>“%1”在这里打开之后被别的程序改过。</translation>
        </message>
    </context>
    <context>
        <name>MissingDialog</name>
        <message>
            <source>%1 layers have lost their files. Point at one, or search a folder: all that moved alike is found.</source>
            <translation>%1 个图层的文件找不到了。指出其中一个，或搜索一个文件夹：一起搬走的都会找到。</translation>
        </message>
        <message>
            <source>%1 of %2 found</source>
            <translation>已找到 %1 个，共 %2 个</translation>
        </message>
        <message>
            <source>&amp;Choose the file…</source>
            <translation>指定文件(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Repair</source>
            <translation>修复(&amp;R)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>找到的位置</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Looking for missing files</source>
            <translation>正在查找丢失的文件</translation>
        </message>
        <message>
            <source>Missing files</source>
            <translation>丢失的文件</translation>
        </message>
        <message>
            <source>No file is missing.</source>
            <translation>没有丢失的文件。</translation>
        </message>
        <message>
            <source>Search a &amp;folder…</source>
            <translation>搜索文件夹(&amp;F)…</translation>
        </message>
        <message>
            <source>Search a folder</source>
            <translation>搜索文件夹</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>正在查找…</translation>
        </message>
        <message>
            <source>The project says</source>
            <translation>工程中的位置</translation>
        </message>
        <message>
            <source>Where is %1?</source>
            <translation>%1 在哪里？</translation>
        </message>
        <message>
            <source>not found yet</source>
            <translation>尚未找到</translation>
        </message>
        <message>
            <source>same content</source>
            <translation>内容相同</translation>
        </message>
        <message>
            <source>same name</source>
            <translation>仅同名</translation>
        </message>
    </context>
    <context>
        <name>VersionsDialog</name>
        <message>
            <source>%1 kB</source>
            <translation>%1 kB</translation>
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation>恢复(&amp;R)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Comparing versions</source>
            <translation>正在比较版本</translation>
        </message>
        <message>
            <source>Looking for versions</source>
            <translation>正在查找历史版本</translation>
        </message>
        <message>
            <source>Nothing: it says the same as what is open.</source>
            <translation>没有不同：与现在打开的内容一样。</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Restoring opens the version; the file stays as it is until you save.</source>
            <translation>恢复只是打开该版本；在您保存之前，文件不变。</translation>
        </message>
        <message>
            <source>There is none yet: a version is kept each time the project is saved again.</source>
            <translation>还没有历史版本：工程每次再保存时留下一个。</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>历史版本</translation>
        </message>
        <message>
            <source>Versions of %1</source>
            <translation>%1 的历史版本</translation>
        </message>
        <message>
            <source>What was changed since</source>
            <translation>此后的更改</translation>
        </message>
    </context>
    <context>
        <name>KeepingMount</name>
        <message>
            <source>&amp;Find…</source>
            <translation>查找(&amp;F)…</translation>
        </message>
        <message>
            <source>Reading what was allowed</source>
            <translation>读取已准许的文件</translation>
        </message>
    </context>
    <context>
        <name>SelectByPlace</name>
        <message>
            <source>Distance in metres</source>
            <translation>距离（米）</translation>
        </message>
        <message>
            <source>Features that</source>
            <translation>选出这样的要素：</translation>
        </message>
        <message>
            <source>Only its selected features</source>
            <translation>只算其中选中的要素</translation>
        </message>
        <message>
            <source>Other layer</source>
            <translation>对照图层</translation>
        </message>
        <message>
            <source>Relation</source>
            <translation>空间关系</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>are equal to</source>
            <translation>与它完全相同</translation>
        </message>
        <message>
            <source>are nearest to</source>
            <translation>离它最近</translation>
        </message>
        <message>
            <source>are no farther than</source>
            <translation>距它不超过</translation>
        </message>
        <message>
            <source>at most </source>
            <translation>不超过 </translation>
        </message>
        <message>
            <source>contain</source>
            <translation>包含它</translation>
        </message>
        <message>
            <source>cross</source>
            <translation>与它交叉</translation>
        </message>
        <message>
            <source>do not meet</source>
            <translation>与它不相交</translation>
        </message>
        <message>
            <source>features of</source>
            <translation>“它”是这个图层的要素：</translation>
        </message>
        <message>
            <source>lie within</source>
            <translation>在它之内</translation>
        </message>
        <message>
            <source>meet (touch, overlap, lie in)</source>
            <translation>与它相交（接触、重叠、在内）</translation>
        </message>
        <message>
            <source>overlap in part</source>
            <translation>与它部分重叠</translation>
        </message>
        <message>
            <source>touch at the border</source>
            <translation>与它边界相接</translation>
        </message>
    </context>
    <context>
        <name>SelectByText</name>
        <message>
            <source>As: name LIKE '%road%' AND floors &gt; 6</source>
            <translation>如：名称 LIKE '%路%' AND 层数 &gt; 6</translation>
        </message>
        <message>
            <source>Condition as CQL2 text</source>
            <translation>CQL2 文本形式的条件</translation>
        </message>
        <message>
            <source>Ctrl+Enter in the text</source>
            <translation>在文本中按 Ctrl+Enter</translation>
        </message>
        <message>
            <source>Rows of which this is true, whether they have a place or not:</source>
            <translation>选出满足条件的行，有无位置都算：</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>选择</translation>
        </message>
    </context>
    <context>
        <name>SelectMount</name>
        <message>
            <source> (%1 hidden)</source>
            <translation>（%1 个隐藏）</translation>
        </message>
        <message>
            <source>%1 of %2 that lie here; click again for the next</source>
            <translation>此处叠有 %2 个，这是第 %1 个；再点一次选下一个</translation>
        </message>
        <message>
            <source>%1 rows copied</source>
            <translation>已复制 %1 行</translation>
        </message>
        <message>
            <source>%1 selected</source>
            <translation>选中 %1 个</translation>
        </message>
        <message>
            <source>%1 selected in %2 layers</source>
            <translation>在 %2 个图层中选中 %1 个</translation>
        </message>
        <message>
            <source>; %1 more are too many for the clipboard: export them</source>
            <translation>；另有 %1 行超出剪贴板上限，请导出</translation>
        </message>
        <message>
            <source>As filter</source>
            <translation>设为筛选</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>List them</source>
            <translation>全部列出</translation>
        </message>
        <message>
            <source>Nothing is selected</source>
            <translation>没有选中要素</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>Selection</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>Show what is selected</source>
            <translation>查看选中的要素</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Zoom to selection</source>
            <translation>缩放到选中要素</translation>
        </message>
        <message>
            <source>filters and the time shown left out %1</source>
            <translation>筛选与时间范围另隐去 %1 个</translation>
        </message>
    </context>
    <context>
        <name>SelectPanel</name>
        <message>
            <source>Add to the selection (Shift)</source>
            <translation>加入选择（Shift）</translation>
        </message>
        <message>
            <source>By condition</source>
            <translation>按条件</translation>
        </message>
        <message>
            <source>By place</source>
            <translation>按位置</translation>
        </message>
        <message>
            <source>Intersect with the selection (Ctrl+Shift)</source>
            <translation>与选择取交集（Ctrl+Shift）</translation>
        </message>
        <message>
            <source>Select among</source>
            <translation>在哪些图层里选</translation>
        </message>
        <message>
            <source>Select anew</source>
            <translation>重新选择</translation>
        </message>
        <message>
            <source>Selected</source>
            <translation>已选</translation>
        </message>
        <message>
            <source>Selection</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>Take from the selection (Ctrl)</source>
            <translation>从选择中去掉（Ctrl）</translation>
        </message>
        <message>
            <source>Ways to select</source>
            <translation>选择的方式</translation>
        </message>
    </context>
    <context>
        <name>SelectResult</name>
        <message>
            <source>%1 more are hidden by filters or the time shown</source>
            <translation>另有 %1 个被筛选或时间范围隐去</translation>
        </message>
        <message>
            <source>%1 rows of “%2” are not on the map any more</source>
            <translation>“%2”中有 %1 行已不在地图上</translation>
        </message>
        <message>
            <source>%1 selected</source>
            <translation>选中 %1 个</translation>
        </message>
        <message>
            <source>Add to the selection</source>
            <translation>加入选择</translation>
        </message>
        <message>
            <source>As filter</source>
            <translation>设为筛选</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Double click selects; the menu adds, takes away, intersects</source>
            <translation>双击重新选中；右键可加入、去掉、取交集</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Intersect with the selection</source>
            <translation>与选择取交集</translation>
        </message>
        <message>
            <source>Invert</source>
            <translation>反选</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Kept selections</source>
            <translation>选择集</translation>
        </message>
        <message>
            <source>Name of this selection</source>
            <translation>为当前选择命名</translation>
        </message>
        <message>
            <source>Nothing is selected</source>
            <translation>没有选中要素</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>选中</translation>
        </message>
        <message>
            <source>Selected by layer</source>
            <translation>各图层选中的要素</translation>
        </message>
        <message>
            <source>Take from the selection</source>
            <translation>从选择中去掉</translation>
        </message>
        <message>
            <source>Zoom to</source>
            <translation>缩放到</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>属性表</translation>
        </message>
        <message>
            <source>Export “%1”</source>
            <translation>导出“%1”</translation>
        </message>
        <message>
            <source>One file for all layers…</source>
            <translation>全部图层导出为一个文件…</translation>
        </message>
        <message>
            <source>A file for each layer…</source>
            <translation>每个图层导出一个文件…</translation>
        </message>
    </context>
    <context>
        <name>Targets</name>
        <message>
            <source>All layers in sight</source>
            <translation>所有看得见的图层</translation>
        </message>
        <message>
            <source>Chosen layers</source>
            <translation>指定的图层</translation>
        </message>
        <message>
            <source>Current layer</source>
            <translation>当前图层</translation>
        </message>
        <message>
            <source>Current layer: %1</source>
            <translation>当前图层：%1</translation>
        </message>
        <message>
            <source>Layers to select among</source>
            <translation>可供选择的图层</translation>
        </message>
        <message>
            <source>Select among</source>
            <translation>在哪些图层里选</translation>
        </message>
        <message>
            <source>Things on the map, not the ground</source>
            <translation>地图上的事物，不含底图与区划</translation>
        </message>
    </context>
    <context>
        <name>ExportsModel</name>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>操作人</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Grade</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Extent</source>
            <translation>范围</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Serial</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>, unmasked</source>
            <translation>，未脱敏</translation>
        </message>
    </context>
    <context>
        <name>ExportsPanel</name>
        <message>
            <source>Export record</source>
            <translation>出图记录</translation>
        </message>
        <message>
            <source>Search the export record</source>
            <translation>搜索出图记录</translation>
        </message>
        <message>
            <source>Check files</source>
            <translation>核对文件</translation>
        </message>
        <message>
            <source>Compare the selected files, or all, with what was written, by their hashes</source>
            <translation>按散列值核对所选（或全部）文件与导出时是否一致</translation>
        </message>
        <message>
            <source>Show in folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Show on map</source>
            <translation>看范围</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>%1 exports</source>
            <translation>%1 条导出</translation>
        </message>
        <message>
            <source>%1 of %2 exports</source>
            <translation>%2 条导出中的 %1 条</translation>
        </message>
        <message>
            <source>, %1 lines cannot be read</source>
            <translation>，%1 行读不出来</translation>
        </message>
        <message>
            <source>No export has these words.</source>
            <translation>没有符合的导出。</translation>
        </message>
        <message>
            <source>Nothing was handed out yet.</source>
            <translation>还没有导出过。</translation>
        </message>
        <message>
            <source>Day, user, file, layer…</source>
            <translation>日期、人、文件、图层…</translation>
        </message>
    </context>
    <context>
        <name>ExportsMount</name>
        <message>
            <source>Export record</source>
            <translation>出图记录</translation>
        </message>
        <message>
            <source>Comparing handed-out files</source>
            <translation>核对导出的文件</translation>
        </message>
    </context>
    <context>
        <name>Comparing</name>
        <message>
            <source>Now</source>
            <translation>当前</translation>
        </message>
    </context>
    <context>
        <name>ScenesMount</name>
        <message>
            <source>Keep a scene first, then change the map and compare the two</source>
            <translation>请先保存一个场景，再改变地图，然后对比</translation>
        </message>
        <message>
            <source>Picture of a scene</source>
            <translation>场景缩略图</translation>
        </message>
        <message>
            <source>Place %1</source>
            <translation>书签 %1</translation>
        </message>
        <message>
            <source>Scene %1</source>
            <translation>场景 %1</translation>
        </message>
        <message>
            <source>Scenes</source>
            <translation>场景</translation>
        </message>
    </context>
    <context>
        <name>ScenesPanel</name>
        <message>
            <source>%1 layers</source>
            <translation>%1 个图层</translation>
        </message>
        <message>
            <source>Compare by a swipe</source>
            <translation>卷帘对比</translation>
        </message>
        <message>
            <source>Compare side by side</source>
            <translation>并排对比</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Keep place</source>
            <translation>保存书签</translation>
        </message>
        <message>
            <source>Keep scene</source>
            <translation>保存场景</translation>
        </message>
        <message>
            <source>Keep what is shown now instead</source>
            <translation>更新为当前所见</translation>
        </message>
        <message>
            <source>Layers, looks, filters, place and time (Ctrl+Alt+B)</source>
            <translation>图层、样式、筛选、位置与时间（Ctrl+Alt+B）</translation>
        </message>
        <message>
            <source>Nothing is kept yet. A kept scene comes back with Alt+1 to Alt+9.</source>
            <translation>还没有保存场景。保存后按 Alt+1 至 Alt+9 即可回到。</translation>
        </message>
        <message>
            <source>Only where the map looks (Ctrl+B)</source>
            <translation>只保存位置（Ctrl+B）</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Scenes and bookmarks</source>
            <translation>场景与书签</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
    </context>
    <context>
        <name>SwipeHandle</name>
        <message>
            <source>Border between the two maps</source>
            <translation>两图的分界</translation>
        </message>
        <message>
            <source>Pull to compare; left and right keys move it</source>
            <translation>拖动以对比；左右键移动</translation>
        </message>
    </context>
    <context>
        <name>StatusParts</name>
        <message>
            <source>%1 at other times</source>
            <translation>%1 条在时间范围外</translation>
        </message>
        <message>
            <source>%1 files changed</source>
            <translation>%1 个文件已变</translation>
        </message>
        <message>
            <source>%1 labels not placed</source>
            <translation>%1 个注记放不下</translation>
        </message>
        <message>
            <source>%1 layers failed</source>
            <translation>%1 个图层出错</translation>
        </message>
        <message>
            <source>%1 layers filtered</source>
            <translation>%1 个图层有筛选</translation>
        </message>
        <message>
            <source>%1 layers not at this scale</source>
            <translation>%1 个图层不在此比例显示</translation>
        </message>
        <message>
            <source>%1 thinned</source>
            <translation>%1 个已合并</translation>
        </message>
        <message>
            <source>%1 without geometry</source>
            <translation>%1 条无坐标</translation>
        </message>
        <message>
            <source>Features outside of the span of time</source>
            <translation>时间范围之外的要素</translation>
        </message>
        <message>
            <source>Features that are one with others at this scale</source>
            <translation>在此比例下与其他要素重合的要素</translation>
        </message>
        <message>
            <source>Files that changed since they were read; click to read one again</source>
            <translation>读入之后变化了的文件；点击重新读入</translation>
        </message>
        <message>
            <source>Labels for which there is no room here</source>
            <translation>此处放不下的注记</translation>
        </message>
        <message>
            <source>Layers of which a filter shows a part</source>
            <translation>被筛选的图层</translation>
        </message>
        <message>
            <source>Layers that are drawn at other scales</source>
            <translation>在其他比例显示的图层</translation>
        </message>
        <message>
            <source>Layers that could not be opened or drawn</source>
            <translation>无法打开或绘制的图层</translation>
        </message>
        <message>
            <source>Rows without a geometry that can be drawn</source>
            <translation>没有可绘制坐标的行</translation>
        </message>
        <message>
            <source>and %1 more layers</source>
            <translation>以及另外 %1 个图层</translation>
        </message>
    </context>
    <context>
        <name>LineEnds</name>
        <message>
            <source>Flat</source>
            <translation>平头</translation>
        </message>
        <message>
            <source>Square, longer by half the width</source>
            <translation>方头，伸出半个线宽</translation>
        </message>
        <message>
            <source>Sharp</source>
            <translation>尖角</translation>
        </message>
        <message>
            <source>Cut off</source>
            <translation>切角</translation>
        </message>
        <message>
            <source>Round</source>
            <translation>圆</translation>
        </message>
    </context>
    <context>
        <name>SummaryPane</name>
        <message>
            <source>Column in numbers</source>
            <translation>列统计</translation>
        </message>
        <message>
            <source>Counting…</source>
            <translation>正在统计…</translation>
        </message>
        <message>
            <source>Click a column to see it in numbers.</source>
            <translation>点击一列，查看它的统计。</translation>
        </message>
        <message>
            <source>Spread</source>
            <translation>分布</translation>
        </message>
        <message>
            <source>Most frequent</source>
            <translation>最多的值</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>行数</translation>
        </message>
        <message>
            <source>Empty</source>
            <translation>空值</translation>
        </message>
        <message>
            <source>Different</source>
            <translation>不同值</translation>
        </message>
        <message>
            <source>Least</source>
            <translation>最小</translation>
        </message>
        <message>
            <source>Greatest</source>
            <translation>最大</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>平均</translation>
        </message>
        <message>
            <source>Sum</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Deviation</source>
            <translation>标准差</translation>
        </message>
    </context>
    <context>
        <name>TableAsking</name>
        <message>
            <source>Sort the table</source>
            <translation>排序属性表</translation>
        </message>
        <message>
            <source>Rows of the table</source>
            <translation>属性表取行</translation>
        </message>
        <message>
            <source>Find in the table</source>
            <translation>在表中查找</translation>
        </message>
        <message>
            <source>Column in numbers</source>
            <translation>列统计</translation>
        </message>
    </context>
    <context>
        <name>TableBar</name>
        <message>
            <source>Layer of the table</source>
            <translation>属性表的图层</translation>
        </message>
        <message>
            <source>Find in the table</source>
            <translation>在表中查找</translation>
        </message>
        <message>
            <source>Hit before (Shift+F3)</source>
            <translation>上一处 (Shift+F3)</translation>
        </message>
        <message>
            <source>Next hit (F3)</source>
            <translation>下一处 (F3)</translation>
        </message>
        <message>
            <source>The map follows the current line</source>
            <translation>地图跟随当前行</translation>
        </message>
        <message>
            <source>Column in numbers</source>
            <translation>列统计</translation>
        </message>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Copy the selected lines (Ctrl+C)</source>
            <translation>复制选中的行 (Ctrl+C)</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Write these rows and columns as a file</source>
            <translation>把这些行和列写成文件</translation>
        </message>
        <message>
            <source>Selection (all layers)</source>
            <translation>所选要素（全部图层）</translation>
        </message>
    </context>
    <context>
        <name>TableModel</name>
        <message>
            <source>shown masked</source>
            <translation>脱敏显示</translation>
        </message>
    </context>
    <context>
        <name>TableMount</name>
        <message>
            <source>Table</source>
            <translation>属性表</translation>
        </message>
        <message>
            <source>Outline</source>
            <translation>轮廓</translation>
        </message>
        <message>
            <source>This row has no place on the map.</source>
            <translation>这一行在地图上没有位置。</translation>
        </message>
        <message>
            <source>Select</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>Zoom to this row</source>
            <translation>缩放到此行</translation>
        </message>
        <message>
            <source>Copy the cell</source>
            <translation>复制单元格</translation>
        </message>
        <message>
            <source>Copy the lines</source>
            <translation>复制行</translation>
        </message>
        <message>
            <source>Select all lines</source>
            <translation>选择全部行</translation>
        </message>
        <message>
            <source>Mark all lines</source>
            <translation>标记全部行</translation>
        </message>
        <message>
            <source>Keep only the marked lines selected</source>
            <translation>只保留标记的行</translation>
        </message>
        <message>
            <source>Take the marked lines from the selection</source>
            <translation>从选择中去掉标记的行</translation>
        </message>
    </context>
    <context>
        <name>TablePanel</name>
        <message>
            <source>Attribute table</source>
            <translation>属性表</translation>
        </message>
        <message>
            <source>No layer is open. Add data, and its rows stand here.</source>
            <translation>还没有打开图层。添加数据后，这里显示它的行。</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>Nothing of this layer is selected. Select on the map, or show all rows.</source>
            <translation>该图层没有选中的要素。请在地图上选择，或显示全部行。</translation>
        </message>
        <message>
            <source>Nothing of this layer is in view.</source>
            <translation>视野内没有该图层的要素。</translation>
        </message>
        <message>
            <source>No row is left in by the filter.</source>
            <translation>筛选后没有剩下的行。</translation>
        </message>
        <message>
            <source>This layer has no rows.</source>
            <translation>该图层没有行。</translation>
        </message>
        <message>
            <source>Working…</source>
            <translation>正在处理…</translation>
        </message>
        <message>
            <source>%1 rows</source>
            <translation>%1 行</translation>
        </message>
        <message>
            <source>%1 of %2 rows</source>
            <translation>%1 / %2 行</translation>
        </message>
        <message>
            <source>, %1 selected</source>
            <translation>，已选 %1</translation>
        </message>
        <message>
            <source>Columns as at first</source>
            <translation>恢复默认列</translation>
        </message>
        <message>
            <source>Sort upwards</source>
            <translation>升序</translation>
        </message>
        <message>
            <source>Sort downwards</source>
            <translation>降序</translation>
        </message>
        <message>
            <source>Then sort by this</source>
            <translation>追加为次级排序</translation>
        </message>
        <message>
            <source>Do not sort</source>
            <translation>取消排序</translation>
        </message>
        <message>
            <source>Column in numbers</source>
            <translation>列统计</translation>
        </message>
        <message>
            <source>Let it move</source>
            <translation>取消固定</translation>
        </message>
        <message>
            <source>Keep in place</source>
            <translation>固定在左侧</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>Not found</source>
            <translation>未找到</translation>
        </message>
        <message>
            <source>, %1 marked</source>
            <translation>，已标记 %1 行</translation>
        </message>
        <message>
            <source>, %1 more hidden by filters or time</source>
            <translation>，另有 %1 行被筛选或时间隐藏</translation>
        </message>
        <message>
            <source>All selected rows are hidden by filters or the time shown.</source>
            <translation>所选要素都被筛选条件或显示的时间隐藏了。</translation>
        </message>
        <message>
            <source>Nothing is selected. Select on the map, in whatever layers, and the rows stand here together.</source>
            <translation>没有选中任何要素。在地图上选择（可跨多个图层），选中的行就一起列在这里。</translation>
        </message>
    </context>
    <context>
        <name>ChartAsking</name>
        <message>
            <source>Chart</source>
            <translation>图表</translation>
        </message>
    </context>
    <context>
        <name>ChartMount</name>
        <message>
            <source>Charts</source>
            <translation>图表</translation>
        </message>
        <message>
            <source>How this chart was made</source>
            <translation>图表说明</translation>
        </message>
        <message>
            <source>Export the chart</source>
            <translation>导出图表</translation>
        </message>
        <message>
            <source>Select its rows</source>
            <translation>选中这些行</translation>
        </message>
        <message>
            <source>Show its rows in the table</source>
            <translation>在表中显示这些行</translation>
        </message>
        <message>
            <source>Filter the map by it</source>
            <translation>按此筛选地图</translation>
        </message>
        <message>
            <source>Explain this number…</source>
            <translation>说明此数值…</translation>
        </message>
        <message>
            <source>Explain this chart…</source>
            <translation>说明此图表…</translation>
        </message>
        <message>
            <source>Export the chart…</source>
            <translation>导出图表…</translation>
        </message>
        <message>
            <source>Numbers as CSV</source>
            <translation>数据 CSV</translation>
        </message>
    </context>
    <context>
        <name>ChartPanel</name>
        <message>
            <source>Charts</source>
            <translation>图表</translation>
        </message>
        <message>
            <source>Layer of the chart</source>
            <translation>图表的图层</translation>
        </message>
        <message>
            <source>Kind of chart</source>
            <translation>图表类型</translation>
        </message>
        <message>
            <source>Counted by</source>
            <translation>分组列</translation>
        </message>
        <message>
            <source>What is counted</source>
            <translation>统计方式</translation>
        </message>
        <message>
            <source>Numbers of</source>
            <translation>数值列</translation>
        </message>
        <message>
            <source>Filter no more by the chart</source>
            <translation>取消图表筛选</translation>
        </message>
        <message>
            <source>Explain this chart</source>
            <translation>说明此图表</translation>
        </message>
        <message>
            <source>Export the chart…</source>
            <translation>导出图表…</translation>
        </message>
        <message>
            <source>By value</source>
            <translation>按值</translation>
        </message>
        <message>
            <source>Histogram</source>
            <translation>直方图</translation>
        </message>
        <message>
            <source>Over time</source>
            <translation>随时间</translation>
        </message>
        <message>
            <source>Line over time</source>
            <translation>随时间的折线</translation>
        </message>
        <message>
            <source>Hour of the day</source>
            <translation>按小时</translation>
        </message>
        <message>
            <source>Day of the week</source>
            <translation>按星期</translation>
        </message>
        <message>
            <source>Month</source>
            <translation>按月份</translation>
        </message>
        <message>
            <source>By grid</source>
            <translation>按网格</translation>
        </message>
        <message>
            <source>Two columns</source>
            <translation>两列散点</translation>
        </message>
        <message>
            <source>Number of rows</source>
            <translation>行数</translation>
        </message>
        <message>
            <source>Sum of</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Mean of</source>
            <translation>平均</translation>
        </message>
        <message>
            <source>No layer is open. Add data, and it can be shown as a chart.</source>
            <translation>还没有打开图层。添加数据后即可制图。</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>No row to show. Look at filters, view and selection.</source>
            <translation>没有可显示的行。请检查筛选、视野和选择。</translation>
        </message>
        <message>
            <source>Series: a second column</source>
            <translation>系列：第二列</translation>
        </message>
        <message>
            <source>Series on each other</source>
            <translation>系列堆叠</translation>
        </message>
        <message>
            <source>No series</source>
            <translation>不分系列</translation>
        </message>
        <message>
            <source>Deviation of</source>
            <translation>标准差</translation>
        </message>
        <message>
            <source>Least of</source>
            <translation>最小值</translation>
        </message>
        <message>
            <source>Lower quartile of</source>
            <translation>下四分位数</translation>
        </message>
        <message>
            <source>Median of</source>
            <translation>中位数</translation>
        </message>
        <message>
            <source>Upper quartile of</source>
            <translation>上四分位数</translation>
        </message>
        <message>
            <source>90th percentile of</source>
            <translation>90% 分位数</translation>
        </message>
        <message>
            <source>Greatest of</source>
            <translation>最大值</translation>
        </message>
        <message>
            <source>By legend class</source>
            <translation>按图例类别</translation>
        </message>
    </context>
    <context>
        <name>ScopeBox</name>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Selected</source>
            <translation>已选</translation>
        </message>
        <message>
            <source>In view</source>
            <translation>视野内</translation>
        </message>
    </context>
    <context>
        <name>RuleModel</name>
        <message>
            <source>Rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>All findings</source>
            <translation>全部问题</translation>
        </message>
    </context>
    <context>
        <name>FindingsModel</name>
        <message>
            <source>Code</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>What is wrong</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>处理建议</translation>
        </message>
    </context>
    <context>
        <name>FindingsPanel</name>
        <message>
            <source>Data quality</source>
            <translation>数据质量</translation>
        </message>
        <message>
            <source>Rules</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>Code contains…</source>
            <translation>编码包含…</translation>
        </message>
        <message>
            <source>Write…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Write what is listed as XLSX, PDF, CSV or GPKG</source>
            <translation>把列出的问题导出为 XLSX、PDF、CSV 或 GPKG</translation>
        </message>
        <message>
            <source>Checking the data…</source>
            <translation>正在检查数据…</translation>
        </message>
        <message>
            <source>%1 findings: %2 errors, %3 warnings, %4 notices</source>
            <translation>%1 个问题：错误 %2，警告 %3，提示 %4</translation>
        </message>
        <message>
            <source>What is wrong with the data appears here.</source>
            <translation>数据里的问题列在这里。</translation>
        </message>
        <message>
            <source>The checks found nothing wrong.</source>
            <translation>检查没有发现问题。</translation>
        </message>
    </context>
    <context>
        <name>LedgerPanel</name>
        <message>
            <source>Ledger</source>
            <translation>台账</translation>
        </message>
        <message>
            <source>Terminals</source>
            <translation>感知终端</translation>
        </message>
        <message>
            <source>Components</source>
            <translation>部件</translation>
        </message>
        <message>
            <source>Search the ledger…</source>
            <translation>搜索台账…</translation>
        </message>
        <message>
            <source>Only what is selected on the map</source>
            <translation>只看地图上选中的</translation>
        </message>
        <message>
            <source>Zoom to the current line (Enter)</source>
            <translation>缩放到当前行（回车）</translation>
        </message>
        <message>
            <source>What is here</source>
            <translation>这里有什么</translation>
        </message>
        <message>
            <source>Write what is listed…</source>
            <translation>导出列出的行…</translation>
        </message>
        <message>
            <source>Merge another ledger…</source>
            <translation>并入另一份台账…</translation>
        </message>
        <message>
            <source>All types</source>
            <translation>全部类型</translation>
        </message>
        <message>
            <source>All owners</source>
            <translation>全部权属单位</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>全部状态</translation>
        </message>
        <message>
            <source>Reading the ledger…</source>
            <translation>正在汇总台账…</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>All terminals and components appear here in one table.</source>
            <translation>所有感知终端和部件汇总在这张表里。</translation>
        </message>
        <message>
            <source>No line of the ledger is like this.</source>
            <translation>台账里没有这样的行。</translation>
        </message>
        <message>
            <source>Any report</source>
            <translation>任何最近上报</translation>
        </message>
    </context>
    <context>
        <name>LedgerAsking</name>
        <message>
            <source>Checking the data</source>
            <translation>正在检查数据</translation>
        </message>
    </context>
    <context>
        <name>LedgerMount</name>
        <message>
            <source>Ledger</source>
            <translation>台账</translation>
        </message>
        <message>
            <source>Data quality</source>
            <translation>数据质量</translation>
        </message>
        <message>
            <source>Search the ledger</source>
            <translation>搜索台账</translation>
        </message>
        <message>
            <source>Findings</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>This line has no place on the map.</source>
            <translation>这一行在地图上没有位置。</translation>
        </message>
        <message>
            <source>Write the findings</source>
            <translation>导出问题</translation>
        </message>
        <message>
            <source>Write the ledger</source>
            <translation>导出台账</translation>
        </message>
        <message>
            <source>The ledger to merge</source>
            <translation>选择要并入的台账</translation>
        </message>
        <message>
            <source>Ledgers (*.xlsx *.csv *.gpkg *.geojson *.parquet *.shp)</source>
            <translation>台账 (*.xlsx *.csv *.gpkg *.geojson *.parquet *.shp)</translation>
        </message>
        <message>
            <source>Write the merged ledger</source>
            <translation>合并后的台账写到</translation>
        </message>
        <message>
            <source>%1 rows merged, %2 conflicts: %3</source>
            <translation>合并为 %1 行，冲突 %2 处：%3</translation>
        </message>
        <message>
            <source>Merge ledgers</source>
            <translation>合并台账</translation>
        </message>
    </context>
    <context>
        <name>CardView</name>
        <message>
            <source>Numbers of the card</source>
            <translation>卡片上的数</translation>
        </message>
    </context>
    <context>
        <name>ColorNames</name>
        <message>
            <source>Series 1</source>
            <translation>系列 1</translation>
        </message>
        <message>
            <source>Series 2</source>
            <translation>系列 2</translation>
        </message>
        <message>
            <source>Series 3</source>
            <translation>系列 3</translation>
        </message>
        <message>
            <source>Series 4</source>
            <translation>系列 4</translation>
        </message>
        <message>
            <source>Series 5</source>
            <translation>系列 5</translation>
        </message>
        <message>
            <source>Series 6</source>
            <translation>系列 6</translation>
        </message>
        <message>
            <source>Series 7</source>
            <translation>系列 7</translation>
        </message>
        <message>
            <source>Series 8</source>
            <translation>系列 8</translation>
        </message>
        <message>
            <source>Window ground</source>
            <translation>窗口底色</translation>
        </message>
        <message>
            <source>Panel</source>
            <translation>面板</translation>
        </message>
        <message>
            <source>Hairline</source>
            <translation>细线</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文字</translation>
        </message>
        <message>
            <source>Muted text</source>
            <translation>次要文字</translation>
        </message>
        <message>
            <source>Accent</source>
            <translation>强调色</translation>
        </message>
        <message>
            <source>Accent fill</source>
            <translation>强调底色</translation>
        </message>
        <message>
            <source>Selection</source>
            <translation>选择色</translation>
        </message>
        <message>
            <source>Selection fill</source>
            <translation>选择填充</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>良好</translation>
        </message>
        <message>
            <source>Attention</source>
            <translation>注意</translation>
        </message>
        <message>
            <source>Bad</source>
            <translation>不良</translation>
        </message>
        <message>
            <source>Unit grid</source>
            <translation>单元网格</translation>
        </message>
        <message>
            <source>Responsibility grid</source>
            <translation>责任网格</translation>
        </message>
        <message>
            <source>Division</source>
            <translation>行政区划</translation>
        </message>
        <message>
            <source>Ground</source>
            <translation>地面</translation>
        </message>
        <message>
            <source>Block</source>
            <translation>街区</translation>
        </message>
        <message>
            <source>Commercial land</source>
            <translation>商业用地</translation>
        </message>
        <message>
            <source>Public land</source>
            <translation>公共用地</translation>
        </message>
        <message>
            <source>Industrial land</source>
            <translation>工业用地</translation>
        </message>
        <message>
            <source>Square</source>
            <translation>广场</translation>
        </message>
        <message>
            <source>Farmland</source>
            <translation>农田</translation>
        </message>
        <message>
            <source>Wood</source>
            <translation>林地</translation>
        </message>
        <message>
            <source>Water</source>
            <translation>水面</translation>
        </message>
        <message>
            <source>Shore</source>
            <translation>水岸线</translation>
        </message>
        <message>
            <source>Name of water</source>
            <translation>水系注记</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>绿地</translation>
        </message>
        <message>
            <source>Edge of green</source>
            <translation>绿地边线</translation>
        </message>
        <message>
            <source>Name of green</source>
            <translation>绿地注记</translation>
        </message>
        <message>
            <source>Building</source>
            <translation>建筑</translation>
        </message>
        <message>
            <source>Outline of buildings</source>
            <translation>建筑边线</translation>
        </message>
        <message>
            <source>Commercial building</source>
            <translation>商业建筑</translation>
        </message>
        <message>
            <source>Public building</source>
            <translation>公共建筑</translation>
        </message>
        <message>
            <source>Industrial building</source>
            <translation>工业建筑</translation>
        </message>
        <message>
            <source>Sports ground</source>
            <translation>运动场</translation>
        </message>
        <message>
            <source>Line of sports grounds</source>
            <translation>运动场边线</translation>
        </message>
        <message>
            <source>Minor road</source>
            <translation>次要道路</translation>
        </message>
        <message>
            <source>Main road</source>
            <translation>主要道路</translation>
        </message>
        <message>
            <source>Expressway</source>
            <translation>快速路</translation>
        </message>
        <message>
            <source>Edge of main roads</source>
            <translation>主路边线</translation>
        </message>
        <message>
            <source>Edge of minor roads</source>
            <translation>支路边线</translation>
        </message>
        <message>
            <source>Kerb</source>
            <translation>路缘石</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>小路</translation>
        </message>
        <message>
            <source>Bridge</source>
            <translation>桥梁</translation>
        </message>
        <message>
            <source>Edge of bridges</source>
            <translation>桥梁边线</translation>
        </message>
        <message>
            <source>Utility tunnel</source>
            <translation>综合管廊</translation>
        </message>
        <message>
            <source>Pipe</source>
            <translation>管线</translation>
        </message>
        <message>
            <source>Sensing terminal</source>
            <translation>感知终端</translation>
        </message>
        <message>
            <source>Car park</source>
            <translation>停车场</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Person</source>
            <translation>人员</translation>
        </message>
        <message>
            <source>Organisation</source>
            <translation>单位</translation>
        </message>
        <message>
            <source>Opinion</source>
            <translation>社情民意</translation>
        </message>
        <message>
            <source>Public utilities</source>
            <translation>公用设施</translation>
        </message>
        <message>
            <source>Traffic facilities</source>
            <translation>交通设施</translation>
        </message>
        <message>
            <source>Sanitation facilities</source>
            <translation>市容环卫设施</translation>
        </message>
        <message>
            <source>Parks and trees</source>
            <translation>园林绿化设施</translation>
        </message>
        <message>
            <source>Other components</source>
            <translation>其他部件</translation>
        </message>
        <message>
            <source>Outline of markers</source>
            <translation>点符号边线</translation>
        </message>
    </context>
    <context>
        <name>NumberMount</name>
        <message>
            <source>Select</source>
            <translation>选择</translation>
        </message>
        <message>
            <source>How this number was made</source>
            <translation>数值说明</translation>
        </message>
        <message>
            <source>Explain</source>
            <translation>说明</translation>
        </message>
    </context>
    <context>
        <name>ExplainDialog</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy the Python lines</source>
            <translation>复制 Python 代码</translation>
        </message>
        <message>
            <source>Select on the map</source>
            <translation>在地图上选中</translation>
        </message>
        <message>
            <source>Show in the table</source>
            <translation>在表中显示</translation>
        </message>
    </context>
    <context>
        <name>AllowDialog</name>
        <message>
            <source>Files outside the project</source>
            <translation>项目文件夹以外的文件</translation>
        </message>
        <message>
            <source>The project wants to read files outside of its own folder.</source>
            <translation>这个项目要读取自己文件夹以外的文件。</translation>
        </message>
        <message>
            <source>Also everything else in their &amp;folders</source>
            <translation>同时准许这些文件所在的文件夹(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Leave them out</source>
            <translation>不读取(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Allow</source>
            <translation>准许(&amp;A)</translation>
        </message>
        <message>
            <source>Allow this if you know where the project comes from. It is asked once.</source>
            <translation>清楚项目来历时再准许；准许后不再询问。</translation>
        </message>
        <message>
            <source> Some are on another computer, which will see who you are.</source>
            <translation>其中有的在别的计算机上，读取时对方会得知您的身份。</translation>
        </message>
    </context>
    <context>
        <name>SelectOut</name>
        <message>
            <source>selection</source>
            <translation>所选要素</translation>
        </message>
        <message>
            <source>Export the selection</source>
            <translation>导出选中要素</translation>
        </message>
        <message>
            <source>%1 rows written to %2</source>
            <translation>已将 %1 行写入 %2</translation>
        </message>
        <message>
            <source>; filters, time or changes of the map left out %1</source>
            <translation>；另有 %1 行因筛选、时间或图层变动未写出</translation>
        </message>
        <message>
            <source>Export the rows</source>
            <translation>导出数据</translation>
        </message>
    </context>
    <context>
        <name>StatisticsAsking</name>
        <message>
            <source>Statistics</source>
            <translation>统计</translation>
        </message>
    </context>
    <context>
        <name>StatisticsMount</name>
        <message>
            <source>Statistics</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>Select its rows</source>
            <translation>选中这些行</translation>
        </message>
        <message>
            <source>Show its rows in the table</source>
            <translation>在表中显示这些行</translation>
        </message>
        <message>
            <source>Explain this number…</source>
            <translation>说明此数值…</translation>
        </message>
        <message>
            <source>Copy the table</source>
            <translation>复制统计表</translation>
        </message>
        <message>
            <source>Export the statistics…</source>
            <translation>导出统计…</translation>
        </message>
        <message>
            <source>Export the statistics</source>
            <translation>导出统计</translation>
        </message>
    </context>
    <context>
        <name>StatisticsPanel</name>
        <message>
            <source>Statistics</source>
            <translation>统计</translation>
        </message>
        <message>
            <source>Layer of the statistics</source>
            <translation>统计的图层</translation>
        </message>
        <message>
            <source>Column in numbers</source>
            <translation>统计的列</translation>
        </message>
        <message>
            <source>Parted by</source>
            <translation>分组方式</translation>
        </message>
        <message>
            <source>Column or grid that parts the rows</source>
            <translation>分组的列或网格</translation>
        </message>
        <message>
            <source>Explain this number</source>
            <translation>说明此数值</translation>
        </message>
        <message>
            <source>Copy the table</source>
            <translation>复制统计表</translation>
        </message>
        <message>
            <source>Export the statistics…</source>
            <translation>导出统计…</translation>
        </message>
        <message>
            <source>All together</source>
            <translation>不分组</translation>
        </message>
        <message>
            <source>By legend class</source>
            <translation>按图例类别</translation>
        </message>
        <message>
            <source>By value</source>
            <translation>按值</translation>
        </message>
        <message>
            <source>By spans</source>
            <translation>按区间</translation>
        </message>
        <message>
            <source>Over time</source>
            <translation>随时间</translation>
        </message>
        <message>
            <source>Hour of the day</source>
            <translation>按小时</translation>
        </message>
        <message>
            <source>Day of the week</source>
            <translation>按星期</translation>
        </message>
        <message>
            <source>Month</source>
            <translation>按月份</translation>
        </message>
        <message>
            <source>By grid</source>
            <translation>按网格</translation>
        </message>
        <message>
            <source>%1 rows</source>
            <translation>%1 行</translation>
        </message>
        <message>
            <source>%1 more groups</source>
            <translation>另有 %1 组</translation>
        </message>
        <message>
            <source>No layer is open. Add data, and its columns can be told in numbers.</source>
            <translation>没有打开的图层。添加数据后即可统计各列。</translation>
        </message>
        <message>
            <source>This layer has no columns.</source>
            <translation>此图层没有列。</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
    </context>
    <context>
        <name>WindowBar</name>
        <message>
            <source>read-only</source>
            <translation>只读</translation>
        </message>
        <message>
            <source>Open in another window: changes are saved into another file</source>
            <translation>已在另一个窗口打开：改动只能存为另一个文件</translation>
        </message>
        <message>
            <source>More menus</source>
            <translation>更多菜单</translation>
        </message>
    </context>
</TS>
