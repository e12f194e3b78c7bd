// Makes the pictures of a page live. A picture stands in the page as
//
//   <div data-chart>
//     <div data-size="wide"><div class="svg" role="img" aria-label="..."><svg ...></div></div>
//     <div data-size="narrow"><div class="svg" role="img" aria-label="..."><svg ...></div></div>
//     <script type="application/json">{"wide": {"height": 320, "option": {...}}, "narrow": ...}</script>
//   </div>
//
// where the style sheet shows one size. When that one comes near the window it gets a
// <div class="chart-live"> beside its SVG and the class "is-live"; the sheet hides the SVG on
// screen and the live chart in print. Colours are the light hexes in both, and the sheet maps
// them to the theme, so a change of theme needs no script.
import { echarts } from './echarts.js';
import { revive } from './formatters.js';

const patterns = () => document.documentElement.hasAttribute('data-patterns')
  || matchMedia('(forced-colors: active)').matches || matchMedia('(prefers-contrast: more)').matches;

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
  box.tabIndex = 0;
  box.setAttribute('role', 'img');
  const picture = frame.querySelector('[aria-label]');
  if (picture) box.setAttribute('aria-label', picture.getAttribute('aria-label'));
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
  readable(box, chart, stops(plain));
}

// readable lets the arrow keys walk over the marks; what the tooltip says is announced.
function readable(box, chart, marks) {
  const said = document.createElement('p');
  said.className = 'visually-hidden';
  said.setAttribute('aria-live', 'polite');
  box.after(said);
  let at = -1;
  const hide = () => chart.dispatchAction({ type: 'hideTip' });
  box.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      at = -1;
      hide();
    } else if (step && marks.length) {
      at = at < 0 && step < 0 ? marks.length - 1 : (at + step + marks.length) % marks.length;
      chart.dispatchAction({ type: 'showTip', ...marks[at].mark });
      said.textContent = marks[at].text;
    } else {
      return;
    }
    event.preventDefault();
  });
  box.addEventListener('blur', hide);
}

// watch waits until a size that is shown comes near the window, then makes it live, once.
function watch(root) {
  const source = root.querySelector('script[type="application/json"]');
  if (!source) return;
  let definition;
  const near = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => {
    if (!isIntersecting) return;
    near.unobserve(target);
    definition = definition || JSON.parse(source.textContent);
    enliven(target, definition[target.dataset.size]);
  }), { rootMargin: '200px 0px' });
  root.querySelectorAll('[data-size]').forEach((frame) => near.observe(frame));
}

document.querySelectorAll('[data-chart]').forEach(watch);
