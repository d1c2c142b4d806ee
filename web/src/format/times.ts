import { t } from '../text/text';

/** A span such as 1h 04m 12s, from seconds. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const sign = seconds < 0 ? '−' : '';
  const size = Math.abs(seconds);
  if (size < 1 && size > 0) return `${sign}${Number(size.toPrecision(2))}s`;
  if (size < 60) return `${sign}${Number(size.toFixed(size < 10 ? 1 : 0))}s`;
  const whole = Math.round(size);
  const [days, hours, minutes, rest] = [
    Math.floor(whole / 86400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60,
  ]; // prettier-ignore
  const two = (value: number): string => String(value).padStart(2, '0');
  if (days > 0) return `${sign}${days}d ${two(hours)}h`;
  if (hours > 0) return `${sign}${hours}h ${two(minutes)}m`;
  return `${sign}${minutes}m ${two(rest)}s`;
}

/** A tick of a time axis in seconds: only the units that the step between ticks needs. */
export function formatElapsed(seconds: number, step: number): string {
  if (seconds === 0) return '0';
  if (step >= 86400) return `${Math.round(seconds / 86400)}d`;
  const sign = seconds < 0 ? '−' : '';
  const size = Math.round(Math.abs(seconds) * 1000) / 1000;
  if (size < 60 || step < 1) return `${sign}${Number(size.toPrecision(6))}s`;
  const hours = Math.floor(size / 3600);
  const minutes = Math.floor(size / 60) % 60;
  const rest = Math.round(size % 60);
  const parts = [hours ? `${hours}h` : '', minutes ? `${minutes}m` : '', rest ? `${rest}s` : ''];
  return sign + parts.filter(Boolean).join(' ');
}

/** A tick of a clock axis: the day where a day changes, else the time. */
export function formatClock(seconds: number, step: number, language: string): string {
  const date = new Date(seconds * 1000);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
  if (step >= 86400 || isMidnight) return date.toLocaleDateString(language, { month: 'short', day: 'numeric' });
  const withSeconds = step < 60;
  return date.toLocaleTimeString(language, {
    hour: '2-digit', minute: '2-digit', hour12: false, ...(withSeconds ? { second: '2-digit' } : {}),
    ...(step < 1 ? { fractionalSecondDigits: digitsOf(step) } : {}),
  }); // prettier-ignore
}

/** As many digits behind the point as tell a step from the next one. */
const digitsOf = (step: number): 1 | 2 | 3 => (Number.isInteger(step * 10) ? 1 : Number.isInteger(step * 100) ? 2 : 3);

const STEPS = [
  [31_536_000, 'year'],
  [2_592_000, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;

/** How long ago a time was, in words. The browser has such words as well, but takes as long to find them as for a page. */
export function formatAgo(time: string | number | Date, now: number): string {
  const seconds = (now - new Date(time).getTime()) / 1000;
  const step = STEPS.find(([size]) => seconds >= size);
  if (!step) return t('ago.now');
  const [size, unit] = step;
  const n = Math.trunc(seconds / size);
  return unit === 'day' && n === 1 ? t('ago.yesterday') : t(`ago.${unit}`, { n });
}

export function formatDate(time: string | number | Date, language: string): string {
  return new Date(time).toLocaleString(language, {
    year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false,
  }); // prettier-ignore
}
