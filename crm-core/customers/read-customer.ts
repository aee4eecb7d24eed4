import { cleanText, optionalText, requiredText } from '../clean-text.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { readAssociationCode } from './belgium/association-code.ts';
import { readEnterpriseNumber } from './belgium/enterprise-number.ts';
import { readNationalNumber } from './belgium/national-number.ts';
import { readTelephones } from './belgium/telephone.ts';
import type { PostalAddress } from './told-customer.ts';

export type Given = string | null | undefined;

const longestName = 1_000;
const longestEmail = 254;

/** What people say of a customer, read field by field. What cannot be taken is refused by the name of its field. */
export const read = {
  name(field: string, text: Given): string | null {
    return short(field, optionalText(field, text));
  },

  nameNeeded(field: string, text: Given): string {
    return short(field, requiredText(field, text));
  },

  /** A day that exists. */
  day(field: string, text: Given): Date | null {
    if (!text) return null;
    const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
    if (!at || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text) || at.getUTCFullYear() < 1850)
      throw invalid(field, texts.day);
    return at;
  },

  /** ISO 8601, not later than today. */
  birthDate(field: string, text: Given, now: Date): string | null {
    const at = read.day(field, text);
    if (at && at > now) throw invalid(field, texts.day);
    return at?.toISOString().slice(0, 10) ?? null;
  },

  /** E.164; a field may hold several. */
  telephones(field: string, text: Given): string[] {
    const given = optionalText(field, text);
    if (given === null) return [];
    const { numbers, unread } = readTelephones(given);
    if (numbers.length === 0 || unread.length > 0) throw invalid(field, texts.telephone);
    return [...numbers];
  },

  email(field: string, text: Given): string | null {
    const given = optionalText(field, text)?.toLowerCase() ?? null;
    if (given === null) return null;
    if (given.length > longestEmail || !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(given))
      throw invalid(field, texts.email);
    return given;
  },

  nationalNumber(field: string, text: Given, now: Date): string | null {
    const given = optionalText(field, text);
    if (given === null) return null;
    const { number, fault } = readNationalNumber(given, now);
    if (!number) throw invalid(field, texts.nationalNumberFaults[fault]);
    return number.digits;
  },

  enterpriseNumber(field: string, text: Given): string | null {
    const given = optionalText(field, text);
    if (given === null) return null;
    const { number } = readEnterpriseNumber(given);
    if (!number) throw invalid(field, texts.enterpriseNumber);
    if (number.kind !== 'enterprise') throw invalid(field, texts.establishmentNumber);
    return number.digits;
  },

  associationCode(field: string, text: Given): string | null {
    const given = optionalText(field, text);
    if (given === null) return null;
    const code = readAssociationCode(given);
    if (code === null) throw invalid(field, texts.associationCode);
    return code;
  },

  address(field: string, given: GivenAddress): PostalAddress {
    const country = cleanText(`${field}.country`, given.country ?? 'BE').toUpperCase();
    if (!/^[A-Z]{2}$/.test(country)) throw invalid(`${field}.country`, texts.country);
    const needed = (part: 'street' | 'houseNumber' | 'postcode' | 'municipality') =>
      short(`${field}.${part}`, requiredText(`${field}.${part}`, given[part]));
    return {
      street: needed('street'),
      houseNumber: needed('houseNumber'),
      box: short(`${field}.box`, optionalText(`${field}.box`, given.box)),
      postcode: needed('postcode'),
      municipality: needed('municipality'),
      country,
    };
  },
};

export interface GivenAddress {
  readonly street: string;
  readonly houseNumber: string;
  readonly box?: Given;
  readonly postcode: string;
  readonly municipality: string;
  readonly country?: Given;
}

function short<Text extends string | null>(field: string, text: Text): Text {
  if (text !== null && text.length > longestName) throw invalid(field, texts.tooLong(longestName));
  return text;
}
