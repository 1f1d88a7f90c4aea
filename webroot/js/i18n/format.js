import { locale, t } from './index.js';

const DAY_MS = 86_400_000;
const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const datesOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: '2-digit' });
const longDates = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const longDatesOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' });
const names = new Intl.ListFormat(locale, { type: 'conjunction' });

/** The day that a moment belongs to where the reader is, as a number that grows by one a day. */
export function dayOf(ms) {
  const date = new Date(ms);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

const sameYear = (a, b) => new Date(a).getFullYear() === new Date(b).getFullYear();

export const timeText = (ms) => times.format(ms);
export const fullTimeText = (ms) => full.format(ms);
export const listText = (texts) => names.format(texts);

/** The heading of a day. */
export function dayText(ms, now) {
  const days = dayOf(now) - dayOf(ms);
  if (days === 0) {
    return t('timeline.today');
  }
  if (days === 1) {
    return t('timeline.yesterday');
  }
  return (sameYear(ms, now) ? longDates : longDatesOfYear).format(ms);
}

/** As short as it may be and still be clear, for a row of a list. */
export function briefTimeText(ms, now) {
  const days = dayOf(now) - dayOf(ms);
  if (days <= 0) {
    return times.format(ms);
  }
  if (days < 7) {
    return weekdays.format(ms);
  }
  return (sameYear(ms, now) ? dates : datesOfYear).format(ms);
}
