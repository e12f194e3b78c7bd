// Named functions that an option may call: {"$fn": "ticks", "args": {...}}. The option is
// plain JSON; figures are written in Go, so a function here only looks a text up.
const named = {
  // The label of the axis value nearest to a multiple of step; labels[0] is that of args.from steps.
  ticks: ({ step, from, labels }) => (value) => labels[Math.round(value / step) - from] || '',
  // The label of the i-th category.
  lookup: ({ labels }) => (value, index) => labels[index] || '',
  // Whether the i-th category has a label at all; ECharts lays out every one it is told to show.
  labelled: ({ labels }) => (index) => !!labels[index],
  // The text that a mark carries as its name.
  tip: () => (params) => {
    for (const p of Array.isArray(params) ? params : [params]) {
      if (p.data && p.data.name) return p.data.name;
    }
    return '';
  },
};

// revive replaces every {"$fn": name} in an option by its function, in place.
export function revive(value) {
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.$fn === 'string') {
    const make = named[value.$fn];
    if (!make) throw new Error('unknown formatter "' + value.$fn + '"');
    return make(value.args || {});
  }
  for (const key of Object.keys(value)) value[key] = revive(value[key]);
  return value;
}
