import { computed, ref, type ReadRef, type Ref } from 'vue';
import { queryParameter } from '../app/router';
import { keepSetting, setting } from '../app/settings';
import { decoded, encoded, stateFrom, textOf, type BoardState } from './boardState';

/** What stands in the address must stay a length that servers and chats take. */
const LONGEST_ADDRESS = 6000;

/** The layout of a board: kept in this browser, and in the address, which wins and can be shared. */
export class BoardLayout {
  private readonly shared = queryParameter('board');
  private readonly place: string;
  private readonly kept: Ref<string>;
  readonly state: ReadRef<BoardState>;

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
    this.text = textOf({ ...this.state.value, ...next });
  }
}
