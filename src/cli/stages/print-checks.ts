import { share } from '../../i18n/format.ts';
import { frame } from '../../i18n/frame.ts';
import type { Language } from '../../i18n/language.ts';
import { bounded, countBound, isNotAssessable } from '../../i18n/sentence.ts';
import { definesPhysicians } from '../../renderers/constats.ts';
import type { CheckDescription } from '../../situation/check-description.ts';
import type { Column } from '../../situation/check-words.ts';
import type { Indicator, Situation } from '../../situation/situation.ts';
import type { Io } from '../io.ts';
import { printValues, type ValueOptions, type ValueRow } from './print-values.ts';

const column = (name: string, kind: Column['kind'], fr: string, en: string): Column => ({
  ...{ name, kind },
  label: { fr, en },
});

const CHECK = column('check', 'text', 'Contrôle', 'Check');
const TITLE = (language: Language): Column => ({
  ...column('title', 'text', 'Titre', 'Title'),
  name: `title${language === 'fr' ? 'Fr' : 'En'}`,
});

const EXCEPTION_COLUMNS = [
  column('accepted', 'integer', 'Acceptés par exception', 'Accepted by exception'),
  column('exceptionsExpired', 'integer', 'Exceptions échues', 'Exceptions expired'),
];

const DATA_COLUMNS = [
  CHECK,
  TITLE('fr'),
  TITLE('en'),
  column('assessable', 'boolean', 'Évaluable', 'Assessable'),
  column('population', 'integer', 'Population', 'Population'),
  column('populationBound', 'text', 'Borne de la population', 'Bound of the population'),
  column('examined', 'integer', 'Examinés', 'Examined'),
  column('count', 'integer', 'Nombre', 'Count'),
  column('lowerBound', 'boolean', 'Minimum', 'Lower bound'),
  column('undetermined', 'integer', 'Indéterminés', 'Undetermined'),
  column('physiciansCount', 'integer', 'Médecins', 'Physicians'),
  column('physiciansUndetermined', 'integer', 'Médecins indéterminés', 'Physicians undetermined'),
  ...EXCEPTION_COLUMNS,
];

const TABLE_COLUMNS = [
  CHECK,
  column('title', 'text', 'Ce qu’il trouve', 'What it finds'),
  column('count', 'text', 'Nombre', 'Count'),
  column('share', 'text', 'Part', 'Share'),
  column('physicians', 'text', 'Médecins', 'Physicians'),
  column('undetermined', 'integer', 'Indéterminés', 'Undetermined'),
];

/** Prints every check of an audit with its counts, in the audit's order. */
export async function printChecks(situation: Situation, given: ValueOptions, io: Io): Promise<void> {
  const rows = situation.checks.flatMap((check): ValueRow[] => {
    const indicator = situation.indicators.find(({ id }) => id === check.id);
    if (indicator === undefined) return [];
    const row = given.format === 'table' ? shown : data;
    return [row(situation, check, indicator, given.lang)];
  });
  const columns =
    situation.exceptions === undefined ? TABLE_COLUMNS : [...TABLE_COLUMNS, ...EXCEPTION_COLUMNS];
  if (given.format === 'table') await printValues(toTheRight(rows), columns, given, io);
  else await printValues(rows, DATA_COLUMNS, given, io);
}

const NUMBERS = ['count', 'share', 'physicians'] as const;

/** Figures with their bounds are texts, which a table writes from the left. */
function toTheRight(rows: readonly ValueRow[]): ValueRow[] {
  const widths = NUMBERS.map((name) => Math.max(0, ...rows.map((row) => String(row[name]).length)));
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      NUMBERS.map((name, at) => [name, String(row[name]).padStart(widths[at] ?? 0, '\u00a0')]),
    ),
  }));
}

/** Null: it counts nobody, or it is not known. */
function countsOf(
  situation: Situation,
  check: CheckDescription,
  indicator: Indicator,
): { count: number | null; physicians: Indicator['physicians'] | null } {
  const isCounted = check.constats.fr.length > 0 && !isNotAssessable(indicator);
  const knows = isCounted && situation.categoriesKnown && definesPhysicians(situation);
  return { count: isCounted ? indicator.count : null, physicians: knows ? indicator.physicians : null };
}

function data(situation: Situation, check: CheckDescription, indicator: Indicator): ValueRow {
  const { population, populationBound, examined, lowerBound, undetermined } = indicator;
  const { count, physicians } = countsOf(situation, check, indicator);
  return {
    check: check.id,
    titleFr: check.title.fr,
    titleEn: check.title.en,
    assessable: !isNotAssessable(indicator),
    ...{ population, populationBound, examined, count, lowerBound, undetermined },
    physiciansCount: physicians?.count ?? null,
    physiciansUndetermined: physicians?.undetermined ?? null,
    accepted: indicator.exceptions?.accepted ?? null,
    exceptionsExpired: indicator.exceptions?.expired ?? null,
  };
}

function shown(
  situation: Situation,
  check: CheckDescription,
  indicator: Indicator,
  language: Language,
): ValueRow {
  const { count, physicians } = countsOf(situation, check, indicator);
  const bound = countBound(indicator);
  const unknown = isNotAssessable(indicator) ? frame('notAssessableShort', language) : '';
  return {
    check: check.id,
    title: check.title[language],
    count: count === null ? unknown : bounded(count, bound, language),
    share: count === null ? '' : share(count, indicator.examined, language),
    physicians: physicians === null ? '' : bounded(physicians.count, bound, language),
    undetermined: indicator.undetermined,
    ...(indicator.exceptions === undefined
      ? {}
      : { accepted: indicator.exceptions.accepted, exceptionsExpired: indicator.exceptions.expired }),
  };
}
