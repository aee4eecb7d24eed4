import { type ContactRow, loadContact } from '../contacts/load-contacts.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import { asEnum, DateTime, LocalDate } from '../scalars.ts';
import { noticesOf, partiesOf } from './find-notices.ts';

type NoticeRow = Prisma.CampaignNoticeGetPayload<{ include: { campaign: true } }>;
type Paged = { readonly first: number };

export function noticeResolvers(ground: Ground): Resolvers {
  return {
    DateTime,
    Date: LocalDate,
    Contact: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadContact(ground, asking, id),
      notices: async ({ id }: ContactRow, args: Paged, asking: Asking) =>
        noticesOf(ground, asking, await partiesOf(ground, asking, id), args),
    },
    Customer: {
      __resolveReference: (reference: object) => reference,
      notices(customer: { id: string }, args: Paged, asking: Asking) {
        viewOf(asking);
        return noticesOf(ground, asking, [customer.id], args);
      },
    },
    CampaignNotice: {
      campaign: ({ campaign }: NoticeRow) => campaign.name,
      text: ({ campaign }: NoticeRow) => campaign.text,
      product: ({ campaign: { productNumber } }: NoticeRow) => productNumber && { productNumber },
      customer: ({ customerId: id }: NoticeRow) => ({ id }),
      sentBy: ({ sentBy }: NoticeRow) => asEnum(sentBy),
    },
  };
}
