import { GraphQLScalarType } from 'graphql';

/** An instant in UTC. Seconds have three decimals. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => new Date(value as Date | string | number).toISOString(),
});

/** A day in the calendar, without a time zone. */
export const LocalDate = new GraphQLScalarType<Date | string, string>({
  name: 'Date',
  serialize: (value) => new Date(value as Date | string).toISOString().slice(0, 10),
});

/** `in-progress` as the graph writes it: `IN_PROGRESS`. */
export function asEnum(word: string): string {
  return word.toUpperCase().replaceAll('-', '_');
}

/** `IN_PROGRESS` as we write it: `in-progress`. */
export function fromEnum(word: string): string {
  return word.toLowerCase().replaceAll('_', '-');
}

const inDutch = new Intl.DateTimeFormat('nl-BE', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** A day in the calendar as Dutch says it: `3 december 2026`. */
export function dutchDay(day: Date): string {
  return inDutch.format(day);
}
