// What a page can do with scripts: frames that fit, tables that sort, filter and download,
// the search. Without it everything is readable and in order. It makes no request but the
// search index, sets no style and stores only the reader's choice of patterns.
(function () {
  'use strict';

  var lang = document.documentElement.lang || 'en';
  var collator = new Intl.Collator(lang, { numeric: true, sensitivity: 'base' });
  var words = JSON.parse((document.getElementById('words') || { textContent: '{}' }).textContent);

  // say puts values into a message's {0}, {1}.
  function say(key) {
    var values = Array.prototype.slice.call(arguments, 1);
    return (words[key] || key).replace(/\{(\d)\}/g, function (_, i) { return values[i]; });
  }

  // fold makes text comparable: lower case, without accents.
  function fold(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/ı/g, 'i').replace(/ß/g, 'ss').toLowerCase();
  }

  function element(name, properties, parent) {
    var e = document.createElement(name);
    Object.keys(properties || {}).forEach(function (k) { e[k] = properties[k]; });
    if (parent) parent.append(e);
    return e;
  }

  // Frames: only one that scrolls is a stop for the keyboard.
  function fit(frame) {
    var inner = frame.firstElementChild;
    var over = inner.scrollWidth > frame.clientWidth + 1 || inner.offsetWidth > frame.clientWidth + 5;
    if (frame.classList.contains('data')) frame.classList.toggle('over', over);
    if (over) {
      frame.tabIndex = 0;
      frame.setAttribute('role', 'region');
    } else {
      frame.removeAttribute('tabindex');
      frame.removeAttribute('role');
    }
  }

  function frames() {
    var all = document.querySelectorAll('.scroll');
    if (!('ResizeObserver' in window)) return;
    var watch = new ResizeObserver(function (entries) { entries.forEach(function (e) { fit(e.target); }); });
    all.forEach(function (frame) { watch.observe(frame); });
  }

  // text is what a cell shows, which is marked where more stands beside it; value what
  // it is sorted and saved by.
  function text(cell) {
    var shown = cell.querySelector('.v') || cell;
    var said = shown.querySelector('.sr');
    var all = shown.textContent;
    return (said && said !== shown ? all.replace(said.textContent, '') : all).trim();
  }

  function value(cell) {
    if (cell.dataset.v !== undefined) return cell.dataset.v;
    var shown = text(cell);
    return shown === '–' ? '' : shown;
  }

  // order compares two values; what is absent is last in both directions.
  function order(a, b, sign) {
    if (a === '' || b === '') return (a === '') - (b === '');
    var x = Number(a), y = Number(b);
    var both = !isNaN(x) && !isNaN(y);
    return sign * (both ? x - y : collator.compare(a, b));
  }

  function sort(table, column, status) {
    var heads = table.tHead.rows[table.tHead.rows.length - 1].cells;
    var head = heads[column];
    var up = head.getAttribute('aria-sort') !== 'ascending';
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, i) {
      return { row: row, i: i, key: value(row.cells[column]) };
    });
    rows.sort(function (a, b) { return order(a.key, b.key, up ? 1 : -1) || a.i - b.i; });
    Array.prototype.forEach.call(heads, function (h) { h.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
    var sorted = document.createDocumentFragment();
    rows.forEach(function (r) { sorted.append(r.row); });
    body.append(sorted);
    status.textContent = say(up ? 'sortedUp' : 'sortedDown', head.textContent);
  }

  function sortable(table) {
    var status = element('p', { className: 'sr' });
    status.setAttribute('role', 'status');
    table.parentNode.after(status);
    Array.prototype.forEach.call(table.tHead.rows[table.tHead.rows.length - 1].cells, function (head, i) {
      var button = element('button', { type: 'button', title: head.title });
      while (head.firstChild) button.append(head.firstChild);
      head.removeAttribute('title');
      head.append(button);
      button.addEventListener('click', function () { sort(table, i, status); });
    });
  }

  function filterable(table) {
    var section = table.closest('.sec');
    var tools = section && section.querySelector('.tools');
    if (!tools || table.tBodies[0].rows.length < 6) return;
    var status = element('span', { className: 'status' }, tools);
    status.setAttribute('role', 'status');
    var input = element('input', { type: 'search', placeholder: say('filter'), autocomplete: 'off' }, tools);
    input.setAttribute('aria-label', say('filterFor', table.caption ? table.caption.textContent.trim() : ''));
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var texts = rows.map(function (row) { return fold(row.textContent); });
    input.addEventListener('input', function () {
      var terms = fold(input.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, i) {
        row.hidden = !terms.every(function (t) { return texts[i].indexOf(t) >= 0; });
        if (!row.hidden) shown++;
      });
      if (table.tFoot) table.tFoot.hidden = shown < rows.length;
      status.textContent = terms.length ? say('shown', shown, rows.length) : '';
    });
  }

  // field quotes a value for CSV; what a spreadsheet would run as a formula gets an apostrophe.
  function field(v) {
    var isNumber = v !== '' && !isNaN(Number(v));
    if (!isNumber && /^[=+\-@\t\r]/.test(v)) v = "'" + v;
    return /[",\r\n]/.test(v) ? '"' + v.replace(/"/g, '""') + '"' : v;
  }

  // csv is the rows as they are shown, in their order.
  function csv(table) {
    var heads = Array.prototype.map.call(table.tHead.rows[table.tHead.rows.length - 1].cells, function (h) {
      return field(h.textContent.trim());
    });
    var rows = Array.prototype.filter.call(table.tBodies[0].rows, function (row) { return !row.hidden; });
    return [heads].concat(rows.map(function (row) {
      return Array.prototype.map.call(row.cells, function (c) { return field(value(c)); });
    })).map(function (cells) { return cells.join(','); }).join('\r\n') + '\r\n';
  }

  function downloads(link) {
    var table = document.getElementById(link.dataset.csv);
    if (!table || table.tagName !== 'TABLE') return;
    link.addEventListener('click', function (event) {
      event.preventDefault();
      var url = URL.createObjectURL(new Blob(['\ufeff' + csv(table)], { type: 'text/csv;charset=utf-8' }));
      var name = (table.dataset.file || link.getAttribute('href') || table.id + '.csv').split('/').pop();
      var save = element('a', { href: url, download: name }, document.body);
      save.click();
      save.remove();
      setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
    });
  }

  // Search: the index is a script, so that it loads from file:// too.
  function search(form) {
    var input = form.querySelector('input');
    var status = form.querySelector('.status');
    var hits = form.querySelector('.hits');
    var root = document.body.dataset.root;
    var index = null;

    function score(entry, terms) {
      var sum = 0;
      for (var i = 0; i < terms.length; i++) {
        var at = (' ' + entry.title).indexOf(' ' + terms[i]);
        if (at === 0) sum += 8;
        else if (at > 0) sum += 5;
        else if (entry.title.indexOf(terms[i]) >= 0) sum += 3;
        else if (entry.rest.indexOf(terms[i]) >= 0) sum += 1;
        else return 0;
      }
      return sum;
    }

    function show() {
      var terms = fold(input.value).split(/\s+/).filter(Boolean);
      hits.replaceChildren();
      if (!terms.length || !index) { status.textContent = ''; return; }
      var found = index.map(function (e) { return { e: e, s: score(e, terms) }; }).filter(function (f) { return f.s; });
      found.sort(function (a, b) { return b.s - a.s || collator.compare(a.e.raw[0], b.e.raw[0]) || a.e.i - b.e.i; });
      found.slice(0, 50).forEach(function (f) {
        var item = element('li', {}, hits);
        element('bdi', { textContent: f.e.raw[0] }, element('a', { href: root + f.e.raw[1] }, item));
        element('bdi', { textContent: [f.e.raw[2], f.e.raw[3]].filter(Boolean).join(', ') }, element('span', { className: 'sub' }, item));
      });
      var n = found.length;
      status.textContent = n === 0 ? say('searchNone', input.value.trim()) : n === 1 ? say('searchOne') : say('searchHits', n);
      if (n > 50) status.textContent += '. ' + say('searchMore', n - 50);
    }

    function load() {
      if (index) return;
      var script = element('script', { src: form.dataset.index });
      script.onload = function () {
        index = (window.ownermapIndex || []).map(function (raw, i) {
          return { raw: raw, i: i, title: fold(raw[0]), rest: fold(raw.slice(2).join(' ')) };
        });
        show();
      };
      script.onerror = function () { status.textContent = say('searchFailed'); };
      document.head.append(script);
    }

    form.hidden = false;
    document.querySelectorAll('.noscript').forEach(function (e) { e.hidden = true; });
    form.addEventListener('submit', function (event) { event.preventDefault(); show(); });
    input.addEventListener('input', show);
    input.value = new URLSearchParams(location.search).get('q') || '';
    load();
    input.focus();
  }

  // Patterns in charts, for readers who tell colours apart with difficulty.
  function stored(choice) {
    try {
      if (choice === undefined) return localStorage.getItem('ownermap-patterns') === 'on';
      localStorage.setItem('ownermap-patterns', choice ? 'on' : 'off');
    } catch (refused) { /* a page opened from disk may not store */ }
    return choice;
  }

  function patterns() {
    var on = stored();
    document.documentElement.toggleAttribute('data-patterns', Boolean(on));
    var foot = document.querySelector('.foot');
    if (!foot || !document.querySelector('[data-chart] script')) return;
    var button = element('button', { type: 'button', className: 'plain', textContent: say('patterns') }, element('p', {}, foot));
    button.setAttribute('aria-pressed', String(Boolean(on)));
    button.addEventListener('click', function () {
      stored(!on);
      location.reload();
    });
  }

  // Paper shows what a screen folds away.
  function printing() {
    var opened = [];
    addEventListener('beforeprint', function () {
      if (document.body.classList.contains('p-summary')) return;
      opened = Array.prototype.filter.call(document.querySelectorAll('.tabledata'), function (d) { return !d.open; });
      opened.forEach(function (d) { d.open = true; });
    });
    addEventListener('afterprint', function () {
      opened.forEach(function (d) { d.open = false; });
    });
  }

  document.querySelectorAll('table[data-filter]').forEach(filterable);
  document.querySelectorAll('table[data-sortable]').forEach(sortable);
  document.querySelectorAll('a[data-csv]').forEach(downloads);
  document.querySelectorAll('form.find').forEach(function (form) { form.hidden = false; });
  document.querySelectorAll('form.search').forEach(search);
  patterns();
  frames();
  printing();
})();
