import type { Json } from '../api/json';
import { takesList, takesText, type Operator } from './filter';
import type { FieldKind } from './fields';

/** Reads what somebody typed for an operator; undefined when it is not of the kind that the field needs. */
export function readOperand(text: string, kind: FieldKind, operator: Operator): Json | undefined {
  if (takesText(operator)) return text || undefined;
  if (takesList(operator)) {
    const values = pieces(text).map((piece) => readOne(piece, kind));
    return values.length === 0 || values.includes(undefined) ? undefined : (values as Json[]);
  }
  if (operator === 'size') return /^\d+$/.test(text.trim()) ? Number(text) : undefined;
  return readOne(text, kind);
}

function readOne(text: string, kind: FieldKind): Json | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  if (kind === 'number') return isNumber(plain) ? Number(plain) : undefined;
  if (kind !== 'value') return unquoted(plain);
  if (plain === 'true' || plain === 'false') return plain === 'true';
  return isNumber(plain) ? Number(plain) : unquoted(plain);
}

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** Quotes keep a text such as "1" from being read as a number. */
function unquoted(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Parts between commas; commas inside quotes do not count. */
function pieces(text: string): string[] {
  return (text.match(/\s*"(?:[^"\\]|\\.)*"\s*|[^,]+/g) ?? []).map((piece) => piece.trim()).filter(Boolean);
}

/** An operand as text that reads as the same operand. */
export function writeOperand(value: Json | undefined, kind: FieldKind): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((one) => writeOne(one, kind, true)).join(', ');
  return writeOne(value, kind, false);
}

function writeOne(value: Json, kind: FieldKind, isListed: boolean): string {
  if (typeof value !== 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const isAmbiguous = kind === 'value' && (isNumber(value.trim()) || value === 'true' || value === 'false');
  return isAmbiguous || (isListed && value.includes(',')) ? JSON.stringify(value) : value;
}
