/* page.js - what a page can do beside being read: its tables are sorted and
 * searched, and an amount shows how it came about. Without it nothing is
 * missing but this. All text is set as text, never as markup.
 */
'use strict';
(function () {
  var words = document.documentElement.lang === 'sv'
    ? {search: 'Sök i tabellen', of: ' av ', close: 'Stäng',
       how: 'Visa hur beloppet räknats fram: '}
    : {search: 'Search the table', of: ' of ', close: 'Close',
       how: 'Show how it came about: '};

  function make(tag, text, parent) {
    var e = document.createElement(tag);
    if (text) e.textContent = text;
    if (parent) parent.appendChild(e);
    return e;
  }

  /* "30 000 000 kr", "12,5 %", "-1 234.50" as numbers; NaN for words. */
  function number(text) {
    var t = text.replace(/[\s\u00a0\u202f]/g, '').replace(/\u2212/g, '-')
      .replace(',', '.');
    return /^[+-]?\d/.test(t) ? parseFloat(t) : NaN;
  }

  /* What a cell says, without the letters of its marks. */
  function said(cell) {
    var e = cell.querySelector('button') || cell.firstChild;
    return e && e.nodeName !== 'I' ? e.textContent : '';
  }

  /* ---- Sorting ---- */

  var collator = new Intl.Collator('sv', {numeric: true});

  function sort(table, column, button) {
    var head = button.closest('th'), body = table.tBodies[0];
    var numbers = head.classList.contains('n');
    var now = head.getAttribute('aria-sort');
    var down = now ? now === 'ascending' : numbers;
    var rows = Array.prototype.map.call(body.rows, function (row) {
      var text = said(row.cells[column]);
      return {row: row, key: numbers ? number(text) : text};
    });
    /* What is no number comes last, whichever way. */
    rows.sort(function (a, b) {
      var d = numbers
        ? isNaN(a.key) || isNaN(b.key) ? isNaN(a.key) - isNaN(b.key)
          : (a.key - b.key) * (down ? -1 : 1)
        : collator.compare(a.key, b.key) * (down ? -1 : 1);
      return d || a.row.order - b.row.order;
    });
    Array.prototype.forEach.call(head.parentNode.cells, function (th) {
      th.removeAttribute('aria-sort');
    });
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    rows.forEach(function (r) { body.appendChild(r.row); });
  }

  /* The text of a head becomes a button; its unit stays beside it. */
  function sortable(table) {
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row, i) {
      row.order = i;
    });
    Array.prototype.forEach.call(table.tHead.rows[0].cells,
      function (th, column) {
        var button = document.createElement('button');
        button.type = 'button';
        button.className = 'sort';
        while (th.firstChild) button.appendChild(th.firstChild);
        th.appendChild(button);
        button.addEventListener('click', function () {
          sort(table, column, button);
        });
      });
  }

  /* ---- Searching ---- */

  function searchable(table) {
    var rows = table.tBodies[0].rows, n = rows.length;
    if (n < 8) return;
    var tools = document.createElement('div');
    tools.className = 'tools';
    var label = make('label', words.search + ' ', tools);
    var input = make('input', '', label);
    input.type = 'search';
    var count = make('output', '', tools);
    count.setAttribute('aria-live', 'polite');
    input.addEventListener('input', function () {
      var wanted = input.value.toLocaleLowerCase('sv').trim(), seen = 0;
      Array.prototype.forEach.call(rows, function (row) {
        var text = Array.prototype.map.call(row.cells, function (cell) {
          return cell.classList.contains('n') ? '' : cell.textContent;
        }).join(' ').toLocaleLowerCase('sv');
        row.hidden = text.indexOf(wanted) < 0;
        if (!row.hidden) seen++;
      });
      count.textContent = wanted ? seen + words.of + n : '';
    });
    table.parentNode.insertBefore(tools, table);
    table.parentNode.parentNode.insertBefore(tools, table.parentNode);
  }

  /* ---- Derivations: the packing stands in page_derive.c ---- */

  var packed = document.getElementById('derivations');
  var derivations = packed ? JSON.parse(packed.textContent) : null;
  var dialog = null;

  /* [depth * 2 + (is it a line?), text] of each line; null if there is none. */
  function lines(result, row) {
    var list = derivations.r[result];
    var shape = list ? derivations.s[list[2 * row]] : null;
    if (!shape) return null;
    var first = shape[1].split('|'), own = list[2 * row + 1].split('|');
    var next = 0, out = [];
    for (var i = 0; i < shape[0].length; i += 2) {
      var parts = derivations.p[shape[0][i + 1]].split('\ufffc');
      var text = parts[0];
      for (var k = 1; k < parts.length; k++, next++)
        text += (own[next] || first[next]) + parts[k];
      out.push([shape[0][i], text]);
    }
    return out;
  }

  function tree(list) {
    var root = document.createElement('ul'), stack = [root], item = null;
    root.className = 'tree';
    list.forEach(function (line) {
      var depth = line[0] >> 1;
      if (line[0] & 1) {
        make('p', line[1], item);
        return;
      }
      while (stack.length > depth + 1) stack.pop();
      while (stack.length < depth + 1)
        stack.push(make('ul', '', stack[stack.length - 1].lastChild
                                  || stack[stack.length - 1]));
      item = make('li', '', stack[stack.length - 1]);
      make('code', line[1], item);
    });
    return root;
  }

  function show(title, list) {
    if (!dialog) {
      dialog = make('dialog', '', document.body);
      dialog.setAttribute('aria-labelledby', 'derivation-title');
      dialog.addEventListener('click', function (e) {
        if (e.target === dialog) dialog.close();
      });
    }
    dialog.textContent = '';
    var head = make('div', '', dialog);
    head.className = 'bar';
    make('h2', title, head).id = 'derivation-title';
    var close = make('button', words.close, head);
    close.type = 'button';
    close.addEventListener('click', function () { dialog.close(); });
    dialog.appendChild(tree(list));
    dialog.showModal();
    dialog.scrollTop = 0;
    close.focus();
  }

  function explained(table) {
    if (!derivations) return;
    Array.prototype.forEach.call(table.tHead.rows[0].cells,
      function (th, column) {
        var result = th.getAttribute('data-d');
        if (!result) return;
        var word = th.firstChild.firstChild
          ? th.firstChild.firstChild.textContent : th.textContent;
        Array.prototype.forEach.call(table.tBodies[0].rows,
          function (row) {
            var cell = row.cells[column], text = cell.firstChild;
            if (!text || text.nodeName !== '#text') return;
            var button = document.createElement('button');
            button.type = 'button';
            button.className = 'why';
            cell.replaceChild(button, text);
            button.appendChild(text);
            button.title = words.how + row.cells[1].textContent;
            button.addEventListener('click', function () {
              var list = lines(result, row.order);
              if (list)
                show(row.cells[1].textContent + ': ' + word + ' '
                     + text.textContent, list);
            });
          });
      });
  }

  /* A table wider than the page is moved sideways by keys, too. */
  function scrollable(table) {
    var box = table.parentNode;
    if (box.scrollWidth <= box.clientWidth) return;
    box.tabIndex = 0;
    box.setAttribute('role', 'region');
    box.setAttribute('aria-label', table.caption.textContent);
  }

  Array.prototype.forEach.call(document.querySelectorAll('table.data'),
    function (table) {
      sortable(table);
      searchable(table);
      explained(table);
      scrollable(table);
    });
  document.documentElement.className = 'live';
})();
