import { h, type Child, type VNode } from 'vue';

/**
 * Markdown as elements: headings, lists, quotes, code, tables, rules, links, emphasis. Text can only become the elements
 * named here, so that no note can bring markup or scripts of its own.
 */
export function markdown(text: string): VNode[] {
  return blocks(text.replace(/\r\n?/g, '\n').split('\n'));
}

const FENCE = /^\s*(```|~~~)/;
const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;

function blocks(lines: readonly string[]): VNode[] {
  const found: VNode[] = [];
  let at = 0;
  const line = (): string => lines[at] ?? '';
  const take = (matches: (text: string) => boolean): string[] => {
    const start = at;
    while (at < lines.length && matches(line())) at += 1;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const heading = /^(#{1,6})\s+(.*?)#*$/.exec(line());
    if (line().trim() === '') at += 1;
    else if (FENCE.test(line())) {
      at += 1;
      const code = take((text) => !FENCE.test(text));
      at += 1;
      found.push(h('pre', null, [h('code', null, code.join('\n'))]));
    } else if (heading) {
      at += 1;
      found.push(h(`h${Math.min(6, (heading[1] ?? '').length + 2)}`, null, inline(heading[2] ?? '')));
    } else if (RULE.test(line())) {
      at += 1;
      found.push(h('hr'));
    } else if (line().startsWith('>')) {
      found.push(h('blockquote', null, blocks(take((text) => text.startsWith('>')).map((text) => text.replace(/^>\s?/, '')))));
    } else if (ITEM.test(line())) {
      found.push(list(take((text) => ITEM.test(text) || /^\s+\S/.test(text))));
    } else if (line().includes('|') && /^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(lines[at + 1] ?? '')) {
      found.push(table(take((text) => text.includes('|'))));
    } else {
      const isOther = (text: string): boolean => text.trim() === '' || FENCE.test(text) || /^(#{1,6}\s|>)/.test(text) || ITEM.test(text);
      const first = line();
      at += 1;
      found.push(h('p', null, inline([first, ...take((text) => !isOther(text))].join('\n'))));
    }
  }
  return found;
}

function list(lines: readonly string[]): VNode {
  const indent = (ITEM.exec(lines[0] ?? '')?.[1] ?? '').length;
  const items: string[][] = [];
  for (const text of lines) {
    const item = ITEM.exec(text);
    if (item && (item[1] ?? '').length <= indent) items.push([item[3] ?? '']);
    else items[items.length - 1]?.push(text.replace(new RegExp(`^\\s{0,${indent + 2}}`), ''));
  }
  const isOrdered = /^\s*\d/.test(lines[0] ?? '');
  return h(isOrdered ? 'ol' : 'ul', null, items.map(([first = '', ...rest]) => {
    const task = /^\[([ xX])\]\s+(.*)$/.exec(first);
    const text = task ? [h('input', { type: 'checkbox', disabled: true, checked: task[1] !== ' ' }), ' ', ...inline(task[2] ?? '')] : inline(first);
    return h('li', { class: task ? 'task' : '' }, [...text, ...blocks(rest)]);
  })); // prettier-ignore
}

function table(lines: readonly string[]): VNode {
  const cells = (text: string): string[] => text.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
  const [head = '', , ...rows] = lines;
  return h('table', null, [
    h('thead', null, [h('tr', null, cells(head).map((cell) => h('th', null, inline(cell))))]),
    h('tbody', null, rows.map((row) => h('tr', null, cells(row).map((cell) => h('td', null, inline(cell)))))),
  ]);
}

/** Code, links, strong and emphasised text; the earliest of them wins. */
const INLINE = /(`+)(.+?)\1|!?\[([^\]]*)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>)]+)|(\*\*|__)(.+?)\6|(\*|_)(?=\S)(.+?)\8(?!\w)|~~(.+?)~~/s;

function inline(text: string): Child[] {
  const found = INLINE.exec(text);
  if (!found) return text ? [text] : [];
  const [whole = '', , code, label, target, bare, , strong, , soft, gone] = found;
  const before = text.slice(0, found.index);
  const middle =
    code !== undefined ? h('code', null, code)
    : target !== undefined ? link(target, label ?? '')
    : bare !== undefined ? link(bare, bare)
    : strong !== undefined ? h('strong', null, inline(strong))
    : soft !== undefined ? h('em', null, inline(soft))
    : h('del', null, inline(gone ?? '')); // prettier-ignore
  return [before, middle, ...inline(text.slice(found.index + whole.length))];
}

/** Only to pages; anything else stays text. */
function link(target: string, label: string): Child {
  return /^(https?:\/\/|\/(?!\/)|#)/.test(target)
    ? h('a', { href: target, ...(/^https?:/.test(target) ? { target: '_blank', rel: 'noopener noreferrer' } : {}) }, label || target)
    : `${label} (${target})`;
}
