/** One answer of the Bot API: the HTTP status and the body as JSON text. */
export interface ApiAnswer {
  status: number;
  body: string;
}

export function success(resultJson: string, description?: string): ApiAnswer {
  const told = description === undefined ? '' : `,"description":${JSON.stringify(description)}`;
  return { status: 200, body: `{"ok":true,"result":${resultJson}${told}}` };
}

export function failure(status: number, description: string): ApiAnswer {
  return { status, body: JSON.stringify({ ok: false, error_code: status, description }) };
}

/** 429 as the platform words it. Whole seconds, at least one. */
export function tooManyRequests(retryAfterSeconds: number): ApiAnswer {
  const body = {
    ok: false,
    error_code: 429,
    description: `Too Many Requests: retry after ${retryAfterSeconds}`,
    parameters: { retry_after: retryAfterSeconds },
  };
  return { status: 429, body: JSON.stringify(body) };
}

/** Texts as recorded from api.telegram.org. */
export const REFUSALS = {
  unauthorized: failure(401, 'Unauthorized'),
  notFound: failure(404, 'Not Found'),
  badJson: failure(400, "Bad Request: can't parse JSON object"),
  tooLarge: failure(413, 'Request Entity Too Large'),
  blocked: failure(403, 'Forbidden: bot was blocked by the user'),
  deactivated: failure(403, 'Forbidden: user is deactivated'),
  notStarted: failure(403, "Forbidden: bot can't initiate conversation with a user"),
  chatIdEmpty: failure(400, 'Bad Request: chat_id is empty'),
  chatNotFound: failure(400, 'Bad Request: chat not found'),
  textEmpty: failure(400, 'Bad Request: message text is empty'),
  textTooLong: failure(400, 'Bad Request: message is too long'),
  captionTooLong: failure(400, 'Bad Request: message caption is too long'),
  keyboardInvalid: failure(400, 'Bad Request: object expected as reply markup'),
  buttonDataInvalid: failure(400, 'Bad Request: BUTTON_DATA_INVALID'),
  fileEmpty: (kind: string) => failure(400, `Bad Request: there is no ${kind} in the request`),
  fileNone: failure(400, 'Bad Request: file must be non-empty'),
  photoTooBig: failure(400, 'Bad Request: file is too big'),
  photoBroken: failure(400, 'Bad Request: IMAGE_PROCESS_FAILED'),
  fileMismatch: failure(400, 'Bad Request: type of file mismatch'),
  fileUnknown: failure(400, 'Bad Request: wrong file identifier/HTTP URL specified'),
  editNotFound: failure(400, 'Bad Request: message to edit not found'),
  editNotAllowed: failure(400, "Bad Request: message can't be edited"),
  editNotModified: failure(
    400,
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  ),
  queryTooOld: failure(
    400,
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  ),
  commandsInvalid: failure(400, "Bad Request: can't parse list of bot commands"),
  commandInvalid: failure(400, 'Bad Request: BOT_COMMAND_INVALID'),
  fileInvalid: failure(400, 'Bad Request: invalid file_id'),
  secretInvalid: failure(400, 'Bad Request: secret token contains unallowed characters'),
  webhookInvalid: failure(400, 'Bad Request: bad webhook: invalid URL specified'),
  webhookActive: failure(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  ),
  otherPoller: failure(
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  ),
  internal: failure(500, 'Internal Server Error'),
} as const;
