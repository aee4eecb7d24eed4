import { html, nothing, type TemplateResult } from 'lit';
import { momentOf } from './format.ts';
import { texts } from './texts.ts';
import type { CaseLine, CitizenStatus } from './types.ts';

const tones: Readonly<Record<CitizenStatus['publication'], string>> = {
  NOT_SHOWN: '',
  PENDING: 'warn',
  PUBLISHED: 'good',
  REFUSED: 'bad',
  OVERDUE: 'bad',
};
const signs: Readonly<Record<CitizenStatus['publication'], string>> = {
  NOT_SHOWN: '–',
  PENDING: '…',
  PUBLISHED: '✓',
  REFUSED: '✕',
  OVERDUE: '!',
};

/** What the customer sees of a case, in the words that he reads. */
export function citizenStatus({ citizenStatus: status }: Pick<CaseLine, 'citizenStatus'>): TemplateResult {
  if (!status) return html`<p class="notice warn small">${texts.gap('dosis')}</p>`;
  const { publication, stateName, explanation, visibleSince, refusedBecause } = status;
  const seen = stateName && publication !== 'PUBLISHED';
  return html`<div class="notice ${tones[publication]} small citizen">
    <p>
      <span aria-hidden="true">${signs[publication]}</span>
      ${texts.publications[publication]}${publication === 'PUBLISHED' ? html`: <strong>${stateName}</strong>` : nothing}
      ${publication === 'PUBLISHED' && visibleSince ? html`<span>${texts.cases.since(momentOf(visibleSince))}</span>` : nothing}
    </p>
    ${explanation && publication === 'PUBLISHED' ? html`<p>“${explanation}”</p>` : nothing}
    ${seen ? html`<p>${texts.cases.stillSees(stateName)}</p>` : nothing}
    ${refusedBecause.map((reason) => html`<p>${reason}</p>`)}
  </div>`;
}

/** When an answer is due, and that it is late where it is. */
export function dueOf({ dueAt, state }: Pick<CaseLine, 'dueAt' | 'state'>): TemplateResult {
  const open = !['ANSWERED', 'CLOSED', 'WITHDRAWN'].includes(state);
  const late = open && Date.parse(dueAt) < Date.now();
  return html`<span>${texts.cases.due(momentOf(dueAt))}</span>
    ${late ? html`<strong class="late">⚠ ${texts.cases.late}</strong>` : nothing}`;
}
