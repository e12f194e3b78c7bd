// Makes the pictures of a page live. A picture stands in the page as
//
//   <div class="plot" data-chart role="img" aria-label="...">
//     <div class="wide"><svg ...></div>
//     <div class="narrow"><svg ...></div>
//   </div>
//   <script type="application/json" class="option">{"wide": {"height": 320, "option": {...}}, "narrow": ...}</script>
//
// where the style sheet shows one of the two. When that one comes near the window it gets a
// <div class="chart-live"> beside its SVG and the class "is-live"; the sheet hides the SVG on
// screen and the live chart in print. Colours are the light hexes in both, and the sheet maps
// them to the theme, so a change of theme needs no script.
import { echarts } from './echarts.js';
import { revive } from './formatters.js';

const patterns = () => document.documentElement.hasAttribute('data-patterns')
  || matchMedia('(forced-colors: active)').matches || matchMedia('(prefers-contrast: more)').matches;

const shown = (el) => el.getClientRects().length > 0;

// stops lists the marks that carry a text, in reading order, once for each text.
function stops(option) {
  const seen = new Set();
  const out = [];
  const add = (seriesIndex, dataIndex, dataType, text) => {
    if (!text || seen.has(text)) return;
    seen.add(text);
    out.push({ text, mark: { seriesIndex, dataIndex, dataType } });
  };
  option.series.forEach((series, i) => {
    (series.links || []).forEach((link, j) => add(i, j, 'edge', link.name));
    if (!series.links) (series.data || []).forEach((item, j) => add(i, j, undefined, item && item.value !== undefined && item.name));
  });
  return out;
}

// enliven puts a live chart over the picture in frame.
function enliven(frame, { height, option: plain }) {
  const box = document.createElement('div');
  box.className = 'chart-live';
  box.style.height = height + 'px';
  frame.append(box);
  frame.classList.add('is-live');
  const option = revive(JSON.parse(JSON.stringify(plain)));
  if (patterns()) option.aria = { enabled: true, label: { enabled: false }, decal: { show: true } };
  const chart = echarts.init(box, null, { renderer: 'svg', height });
  chart.setOption(option);
  // A reader's font may be wider than the one the margins were measured with.
  chart.getZr().painter.getViewportRoot().style.overflow = 'visible';
  new ResizeObserver(() => {
    if (box.clientWidth > 0 && box.clientWidth !== chart.getWidth()) chart.resize({ height });
  }).observe(box);
  return { frame, chart, marks: stops(plain) };
}

// readable lets the arrow keys walk over the marks of the chart that is shown; what its
// tooltip says is announced.
function readable(root, live) {
  const said = document.createElement('p');
  said.className = 'visually-hidden';
  said.setAttribute('aria-live', 'polite');
  root.after(said);
  root.tabIndex = 0;
  let at = -1;
  const current = () => live.find((l) => shown(l.frame));
  const hide = () => live.forEach((l) => l.chart.dispatchAction({ type: 'hideTip' }));
  root.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const l = current();
    if (event.key === 'Escape') {
      at = -1;
      hide();
    } else if (step && l && l.marks.length) {
      at = at < 0 && step < 0 ? l.marks.length - 1 : (at + step + l.marks.length) % l.marks.length;
      const { text, mark } = l.marks[at];
      l.chart.dispatchAction({ type: 'showTip', ...mark });
      said.textContent = text;
    } else {
      return;
    }
    event.preventDefault();
  });
  root.addEventListener('blur', hide);
}

// watch waits until a picture that is shown comes near the window, then makes it live, once.
function watch(root) {
  const source = root.parentElement.querySelector('script.option');
  if (!source) return;
  const live = [];
  let definition;
  const near = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    near.unobserve(target);
    definition = definition || JSON.parse(source.textContent);
    const size = definition[target.classList.contains('narrow') ? 'narrow' : 'wide'];
    if (size) live.push(enliven(target, size));
    if (live.length === 1) readable(root, live);
  }), { rootMargin: '200px 0px' });
  root.querySelectorAll(':scope > .wide, :scope > .narrow').forEach((frame) => near.observe(frame));
}

document.querySelectorAll('[data-chart]').forEach(watch);
