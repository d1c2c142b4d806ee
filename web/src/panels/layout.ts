import { computed, ref, type ReadRef, type Ref } from 'vue';
import { queryParameter } from '../app/router';
import { keepSetting, setting } from '../app/settings';
import { decoded, encoded, stateFrom, textOf, type BoardState } from './boardState';

/** What stands in the address must stay a length that servers and chats take. */
const LONGEST_ADDRESS = 6000;
const MOST_UNDONE = 50;

/** The layout of a board: kept in this browser, and in the address, which wins and can be shared. */
export class BoardLayout {
  private readonly shared = queryParameter('board');
  private readonly place: string;
  private readonly kept: Ref<string>;
  readonly state: ReadRef<BoardState>;
  /** The layouts before the last changes. */
  private readonly past = ref<readonly string[]>([]);

  constructor(subject: string) {
    this.place = `board.${subject}`;
    this.kept = ref(setting(this.place, ''));
    this.state = computed(() => stateFrom(decoded(this.shared.value) ?? this.kept.value));
  }

  /** The whole layout as text; empty when nothing was changed. */
  get text(): string {
    return textOf(this.state.value);
  }
  set text(text: string) {
    this.kept.value = text;
    keepSetting(this.place, text);
    const code = encoded(text);
    this.shared.value = code.length <= LONGEST_ADDRESS ? code : '';
  }

  change(next: Partial<BoardState>): void {
    this.past.value = [...this.past.value.slice(-MOST_UNDONE), this.text];
    this.text = textOf({ ...this.state.value, ...next });
  }

  get canUndo(): boolean {
    return this.past.value.length > 0;
  }

  /** Goes back by one change. */
  undo(): void {
    const before = this.past.value[this.past.value.length - 1];
    if (before === undefined) return;
    this.past.value = this.past.value.slice(0, -1);
    this.text = before;
  }
}
