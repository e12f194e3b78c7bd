// Rendering at build time: globalThis.ownermapRender is what Go calls, ownermapMeasure what Go gives.
import { echarts } from './echarts.js';
import { revive } from './formatters.js';

echarts.setPlatformAPI({
  measureText: (text, font) => ({ width: globalThis.ownermapMeasure(String(text), String(font || '')) }),
});

globalThis.ownermapRender = (json, width, height) => {
  const option = revive(JSON.parse(json));
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    const wanted = (option.series || []).length;
    const known = chart.getModel().getSeriesCount();
    if (known !== wanted) throw new Error(`the bundle knows ${known} of ${wanted} series`);
    return chart.getZr().painter.renderToString({ cssAnimation: false, cssEmphasis: false, useViewBox: true });
  } finally {
    chart.dispose();
  }
};
