const MINUS = '−';

/** A value as people read it: five significant digits, grouped thousands, powers of ten only far from one. */
export function formatNumber(value: number, digits = 5): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  let text: string;
  if (Number.isInteger(value) && size < 1e9) text = grouped(String(size));
  else if (size >= 1e9 || size < 1e-4) text = exponent(size, digits - 2);
  else text = grouped(trimmed(size.toFixed(decimals(size, digits))));
  return value < 0 ? MINUS + text : text;
}

/** A tick's label: as many decimals as the step between ticks needs. */
export function formatTick(value: number, step: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (size >= 1e15 || (size < 1e-4 && step < 1e-4)) return sign + exponent(size, 2);
  if (size >= 1e4 && step >= 1) return sign + compact(size, step);
  const needed = step > 0 && Number.isFinite(step) ? Math.max(0, -Math.floor(Math.log10(step * 1.0001))) : 0;
  return sign + grouped(trimmed(size.toFixed(Math.min(12, needed + 1))));
}

const UNITS: [number, string][] = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** Such as 12.5k: exact to the step. */
function compact(size: number, step: number): string {
  for (const [unit, name] of UNITS) {
    if (size < unit) continue;
    const needed = Math.max(0, Math.ceil(-Math.log10(step / unit)));
    return trimmed((size / unit).toFixed(Math.min(6, needed + 1))) + name;
  }
  return grouped(String(size));
}

export function formatCount(value: number): string {
  return grouped(String(Math.round(value)));
}

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

export function formatBytes(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 1000 && unit < BYTE_UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : trimmed(size.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0))} ${BYTE_UNITS[unit] ?? ''}`;
}

function decimals(size: number, digits: number): number {
  return Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
}

function exponent(size: number, digits: number): string {
  const [mantissa = '', power = ''] = size.toExponential(digits).split('e');
  return `${trimmed(mantissa)}e${power.replace('+', '').replace('-', MINUS)}`;
}

function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function grouped(text: string): string {
  const [whole = '', rest] = text.split('.');
  const spaced = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return rest === undefined ? spaced : `${spaced}.${rest}`;
}
