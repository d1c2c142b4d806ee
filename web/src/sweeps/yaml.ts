import type { Json } from '../api/json';

interface Line {
  readonly indent: number;
  readonly text: string;
}

const DEEPEST = 60;

/**
 * Reads YAML as clients write a search with: blocks of mappings and lists, plain and quoted texts, and lists in JSON.
 * Undefined for what uses more of the language.
 */
export function parseYaml(text: string): Json | undefined {
  try {
    const reader = new Reader(text);
    const value = reader.block(0);
    return reader.isAtEnd ? value : undefined;
  } catch {
    return undefined;
  }
}

class Reader {
  private readonly lines: readonly Line[];
  private at = 0;

  constructor(text: string) {
    this.lines = text.split('\n').flatMap((line): Line[] => {
      const plain = line.trimEnd();
      const start = plain.trimStart();
      return start.startsWith('#') || start === '---' || start === '...' ? [] : [{ indent: plain.length - start.length, text: start }];
    });
  }

  get isAtEnd(): boolean {
    this.skipEmpty();
    return this.at >= this.lines.length;
  }

  /** The mapping, list or text that begins here. */
  block(depth: number): Json {
    if (depth > DEEPEST || this.isAtEnd) throw new Error('no value');
    const { indent, text } = this.line();
    if (isItem(text)) return this.list(indent, depth);
    if (keyOf(text)) return this.mapping(indent, depth);
    this.at += 1;
    return scalar(this.continued(text, indent - 1));
  }

  private mapping(indent: number, depth: number): Json {
    const found: { [key: string]: Json } = {};
    while (!this.isAtEnd && this.line().indent === indent) {
      const entry = keyOf(this.line().text);
      if (!entry) throw new Error('no key');
      this.at += 1;
      found[entry.key] = this.value(entry.rest, indent, depth);
    }
    return found;
  }

  private list(indent: number, depth: number): Json {
    const found: Json[] = [];
    while (!this.isAtEnd && this.line().indent === indent && isItem(this.line().text)) {
      const rest = this.line().text.slice(1).trimStart();
      const inner = indent + this.line().text.length - rest.length;
      if (isItem(rest) || keyOf(rest)) {
        // What begins behind the dash goes on below it.
        (this.lines as Line[])[this.at] = { indent: inner, text: rest };
        found.push(this.block(depth + 1));
      } else {
        this.at += 1;
        found.push(this.value(rest, indent, depth));
      }
    }
    return found;
  }

  /** What stands behind a key or a dash, or below it. */
  private value(rest: string, indent: number, depth: number): Json {
    if (/^[|>][+-]?$/.test(rest)) return this.literal(rest, indent);
    if (rest !== '') return scalar(this.continued(rest, indent));
    if (this.isAtEnd) return null;
    const next = this.line();
    // A list may stand as far to the left as its key.
    return next.indent > indent || (next.indent === indent && isItem(next.text)) ? this.block(depth + 1) : null;
  }

  /** A text over several lines, of which the further ones stand further to the right. */
  private continued(first: string, indent: number): string {
    let text = first;
    while (this.at < this.lines.length) {
      const { indent: next, text: more } = this.line();
      if (more !== '' && next <= indent) break;
      if (more === '' && !this.goesOn(indent)) break;
      text += more === '' ? '\n' : text.endsWith('\n') ? more : ` ${more}`;
      this.at += 1;
    }
    return text;
  }

  private literal(mark: string, indent: number): string {
    const rows: string[] = [];
    let left = -1;
    while (this.at < this.lines.length && (this.line().text === '' || this.line().indent > indent)) {
      const { indent: start, text } = this.line();
      if (left < 0) left = start;
      rows.push(text === '' ? '' : ' '.repeat(Math.max(0, start - left)) + text);
      this.at += 1;
    }
    const text = rows.join(mark.startsWith('|') ? '\n' : ' ').trimEnd();
    return mark.endsWith('-') ? text : `${text}\n`;
  }

  private goesOn(indent: number): boolean {
    const next = this.lines.slice(this.at).find((line) => line.text !== '');
    return next !== undefined && next.indent > indent;
  }

  private line(): Line {
    return this.lines[this.at] as Line;
  }

  private skipEmpty(): void {
    while (this.at < this.lines.length && this.line().text === '') this.at += 1;
  }
}

const isItem = (text: string): boolean => text === '-' || text.startsWith('- ');

/** The key that a line begins with, and what stands behind it. */
function keyOf(text: string): { key: string; rest: string } | null {
  const found = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'[{#&*!|>%@-][^#]*?|-[^\s:][^#]*?):(?:\s+(.*))?$/.exec(text);
  return found ? { key: String(scalar(found[1] ?? '')), rest: (found[2] ?? '').trim() } : null;
}

const WORDS: { readonly [word: string]: Json } = {
  '': null, '~': null, null: null, true: true, false: false, yes: true, no: false, on: true, off: false,
  '.inf': Infinity, '-.inf': -Infinity, '.nan': NaN,
}; // prettier-ignore

function scalar(text: string): Json {
  if (text.startsWith("'")) return text.slice(1, -1).replace(/''/g, "'");
  if (text.startsWith('"')) return JSON.parse(text.replace(/\\ /g, ' ').replace(/\\x([0-9a-f]{2})/gi, '\\u00$1').replace(/\\\s*\n/g, '')) as Json;
  if (text.startsWith('[') || text.startsWith('{')) return flow(text);
  if (/^[&*!]/.test(text)) throw new Error('more than texts');
  const plain = text.replace(/\s+#.*$/, '');
  const word = plain.toLowerCase();
  if (word in WORDS) return WORDS[word] ?? null;
  return /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain.replace(/_/g, '')) : plain;
}

/** Lists and mappings on one line, whose words need no quotes. */
function flow(text: string): Json {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,[\]{}:][^,[\]{}:]*/g, (word) => JSON.stringify(scalar(word.trim())));
  return JSON.parse(quoted) as Json;
}
