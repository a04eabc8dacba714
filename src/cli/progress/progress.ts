import { Chalk } from 'chalk';
import type { Language } from '../../i18n/language.ts';
import type { SourceReport } from '../../snapshot/manifest.ts';
import type { SourceId } from '../../snapshot/tables.ts';
import { printable } from '../../renderers/findings/unprintable.ts';
import { canRedraw } from '../appearance.ts';
import type { Io, Output } from '../io.ts';
import type { SourceState } from './source-state.ts';
import { leftInAll } from './time-left.ts';
import { duration, gaveUpLast, leftLine, saying, sourceLine } from './wording.ts';

/** What a person sees of a collection: on a terminal one line per source, elsewhere timestamped lines. */
export interface Progress {
  say(word: 'credential' | 'besides' | 'resumed' | 'foreseen', text: string): void;
  started(source: SourceId): void;
  update(source: SourceId, facts: { read: number; expected: number | null }): void;
  ended(report: SourceReport): void;
  retry(facts: { request: string; why: string; delayMs: number }): void;
  /** What failed for so long was given up: nothing else was left to read. */
  gaveUpLast(patienceMs: number): void;
  stop(): void;
}

export interface ProgressOptions {
  readonly output: Output;
  readonly language: Language;
  readonly quiet: boolean;
  readonly io: Pick<Io, 'now' | 'env'>;
}

const REDRAW_MS = 120;
const RATE_OVER_MS = 5_000;
const PLAIN_EVERY_MS = 15_000;

export function createProgress(options: ProgressOptions): Progress {
  return options.quiet ? SILENT : new Board(options);
}

const SILENT: Progress = {
  say: () => undefined,
  started: () => undefined,
  update: () => undefined,
  ended: () => undefined,
  retry: () => undefined,
  gaveUpLast: () => undefined,
  stop: () => undefined,
};

class Board implements Progress {
  readonly #options: ProgressOptions;
  readonly #states = new Map<SourceId, SourceState>();
  /** The mark that a source's rate will be counted from next. */
  readonly #marks = new Map<SourceId, SourceState['since']>();
  /** One line per source is drawn anew; else each is a line of a log. */
  readonly #isLive: boolean;
  readonly #timer: NodeJS.Timeout;
  #drawn = 0;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#isLive = canRedraw(options.output, options.io.env);
    const every = this.#isLive ? REDRAW_MS : PLAIN_EVERY_MS;
    this.#timer = setInterval(() => this.#tick(), every);
    this.#timer.unref();
  }

  say(word: 'credential' | 'besides' | 'resumed' | 'foreseen', text: string): void {
    this.#line(saying(word, text, this.#options.language));
  }

  retry({ request, why, delayMs }: { request: string; why: string; delayMs: number }): void {
    this.#line(saying('retry', `${request}, ${why}, ${duration(delayMs)}`, this.#options.language));
  }

  gaveUpLast(patienceMs: number): void {
    this.#line(gaveUpLast(patienceMs, this.#options.language));
  }

  started(id: SourceId): void {
    const startedMs = this.#nowMs();
    const since = { ms: startedMs, read: 0 };
    this.#states.set(id, { id, read: 0, expected: null, startedMs, since, end: null });
    this.#marks.set(id, since);
  }

  update(id: SourceId, facts: { read: number; expected: number | null }): void {
    const state = this.#states.get(id);
    if (state?.end !== null) return;
    const ms = this.#nowMs();
    // What an earlier run had read says nothing of the rate of this one.
    const isFirst = state.read === 0;
    const mark = isFirst ? { ms, read: facts.read } : (this.#marks.get(id) ?? state.since);
    if (isFirst) this.#marks.set(id, mark);
    const isOld = ms - mark.ms >= RATE_OVER_MS;
    if (isOld) this.#marks.set(id, { ms, read: facts.read });
    this.#states.set(id, { ...state, ...facts, since: isFirst || isOld ? mark : state.since });
  }

  ended(report: SourceReport): void {
    const { id, read, expected } = report;
    if (report.outcome === 'skipped') return;
    const endedMs = this.#nowMs();
    const startedMs = this.#states.get(id)?.startedMs ?? endedMs;
    const since = { ms: startedMs, read: 0 };
    const state = { id, read, expected, startedMs, since, end: { report, endedMs } };
    this.#states.set(id, state);
    if (!this.#isLive) this.#plain(state);
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#isLive) this.#draw();
  }

  #tick(): void {
    if (this.#isLive) {
      this.#draw();
      return;
    }
    for (const state of this.#states.values()) if (state.end === null) this.#plain(state);
    for (const text of this.#leftInAll()) this.#line(text);
  }

  #plain(state: SourceState): void {
    this.#line(sourceLine(state, this.#nowMs(), this.#options.language));
  }

  /** A line that stays, above the sources' own on a terminal. */
  #line(text: string): void {
    if (this.#isLive) {
      this.#write(`${this.#erase()}${this.#cut(text)}\n`);
      this.#drawn = 0;
      this.#draw();
    } else {
      this.#write(`${this.#options.io.now().toISOString().slice(0, 19)}Z ${text}\n`);
    }
  }

  #draw(): void {
    const nowMs = this.#nowMs();
    const lines = [...this.#states.values()].map((state) => {
      const text = this.#cut(`${MARKS[markOf(state)]} ${sourceLine(state, nowMs, this.#options.language)}`);
      return this.#colour(markOf(state), text);
    });
    lines.push(...this.#leftInAll().map((text) => this.#cut(`  ${text}`)));
    this.#write(`${this.#erase()}${lines.map((line) => `${line}\n`).join('')}`);
    this.#drawn = lines.length;
  }

  /** A line at the most. */
  #leftInAll(): string[] {
    const left = leftInAll(this.#states.values(), this.#nowMs());
    return left === null ? [] : [leftLine(left, this.#options.language)];
  }

  #erase(): string {
    return this.#drawn === 0 ? '' : `\u001b[${this.#drawn}A\u001b[0J`;
  }

  #cut(text: string): string {
    const width = this.#options.output.columns - 1;
    const shown = printable(text);
    return shown.length <= width ? shown : `${shown.slice(0, Math.max(0, width - 1))}…`;
  }

  #colour(mark: Mark, text: string): string {
    const { env } = this.#options.io;
    const plain = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
    return new Chalk({ level: plain ? 0 : 1 })[COLOURS[mark]](text);
  }

  #nowMs(): number {
    return this.#options.io.now().getTime();
  }

  #write(text: string): void {
    void this.#options.output.draw(text);
  }
}

type Mark = 'running' | 'complete' | 'lacking';

const MARKS: Readonly<Record<Mark, string>> = { running: '·', complete: '✓', lacking: '!' };
const COLOURS = { running: 'cyan', complete: 'green', lacking: 'yellow' } as const satisfies Record<
  Mark,
  string
>;

function markOf(state: SourceState): Mark {
  if (state.end === null) return 'running';
  return state.end.report.outcome === 'complete' ? 'complete' : 'lacking';
}
