import { h, type VNode } from 'vue';
import { formatAgo, formatDate } from '../format/times';
import { language } from '../text/text';

/** How long ago a time was; the exact time as a tooltip. */
export function ago(time: string | null | undefined): VNode | null {
  if (!time) return null;
  return h('time', { datetime: time, title: formatDate(time, language.value) }, formatAgo(time, Date.now()));
}
