// Makes the pictures of a page live. A picture stands in the page as
//
//   <div data-chart>
//     <div data-size="wide"><svg ...></div>
//     <div data-size="narrow"><svg ...></div>
//     <script type="application/json">{"wide": {"height": 320, "option": {...}}, "narrow": ...}</script>
//   </div>
//
// where the style sheet shows one size. Once it scrolls into view the size on show gets a
// <div class="chart-live"> beside its SVG and the class "is-live"; the sheet hides the SVG
// on screen and the live one in print. Colours are the light hexes in both, and the sheet
// maps them to the theme, so a change of theme needs no script.
import { echarts } from './echarts.js';
import { revive } from './formatters.js';

const patterns = () => document.documentElement.hasAttribute('data-patterns')
  || matchMedia('(forced-colors: active)').matches || matchMedia('(prefers-contrast: more)').matches;

// stops lists the marks that carry a text, in reading order, once for each text.
function stops(option) {
  const seen = new Set();
  const out = [];
  option.series.forEach((series, seriesIndex) => (series.data || []).forEach((item, dataIndex) => {
    const text = item && item.value !== undefined && item.name;
    if (text && !seen.has(text)) {
      seen.add(text);
      out.push({ seriesIndex, dataIndex, text });
    }
  }));
  return out;
}

// readable lets the arrow keys walk over the marks; what the tooltip says is announced.
function readable(box, chart, option) {
  const marks = stops(option);
  if (!marks.length) return;
  let at = -1;
  const said = document.createElement('p');
  said.className = 'visually-hidden';
  said.setAttribute('aria-live', 'polite');
  box.after(said);
  box.tabIndex = 0;
  box.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      at = -1;
      chart.dispatchAction({ type: 'hideTip' });
    } else if (step) {
      at = (at + step + marks.length) % marks.length;
      chart.dispatchAction({ type: 'showTip', seriesIndex: marks[at].seriesIndex, dataIndex: marks[at].dataIndex });
      said.textContent = marks[at].text;
    } else {
      return;
    }
    event.preventDefault();
  });
  box.addEventListener('blur', () => chart.dispatchAction({ type: 'hideTip' }));
}

function enliven(frame, definition) {
  const size = frame.dataset.size;
  const { height, option: plain } = definition[size];
  const option = revive(structuredClone(plain));
  const box = document.createElement('div');
  box.className = 'chart-live';
  box.style.height = height + 'px';
  box.setAttribute('role', 'img');
  box.setAttribute('aria-label', definition.label);
  frame.append(box);
  frame.classList.add('is-live');
  const chart = echarts.init(box, null, { renderer: 'svg', height });
  if (patterns()) option.aria = { enabled: true, label: { enabled: false }, decal: { show: true } };
  chart.setOption(option);
  readable(box, chart, plain);
  new ResizeObserver(() => {
    if (box.clientWidth > 0 && box.clientWidth !== chart.getWidth()) chart.resize({ height });
  }).observe(box);
}

// watch waits until a size that is shown comes near the window, then makes it live, once.
function watch(root) {
  const source = root.querySelector('script[type="application/json"]');
  if (!source) return;
  let definition;
  const seen = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (!entry.isIntersecting) return;
    seen.unobserve(entry.target);
    definition = definition || JSON.parse(source.textContent);
    enliven(entry.target, definition);
  }), { rootMargin: '200px 0px' });
  root.querySelectorAll('[data-size]').forEach((frame) => seen.observe(frame));
}

document.querySelectorAll('[data-chart]').forEach(watch);
