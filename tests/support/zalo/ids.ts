/** Invented. Above 2^53, as the ids of the platform are. */
export const ZALO_APP_ID = '360846524940903967';
export const ZALO_OA_ID = '388613280878808645';
export const ZALO_USER_ID = '246845883529197922';
export const ZALO_ACCESS_TOKEN = 'planted-access-token';
export const ZALO_APP_SECRET = 'planted-app-secret';
