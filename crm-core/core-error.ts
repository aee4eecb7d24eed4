import { GraphQLError } from 'graphql';

export type CoreErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'BAD_USER_INPUT';

/** What the one who asks cannot mend in a form; the code is in `extensions.code`. Carries no personal value. */
export class CoreError extends GraphQLError {
  override readonly name = 'CoreError';

  constructor(message: string, code: CoreErrorCode) {
    super(message, { extensions: { code } });
  }
}
