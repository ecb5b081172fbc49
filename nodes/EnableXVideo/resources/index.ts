import { archive } from './archive';
import { cdr } from './cdr';
import { dialIn } from './dialIn';
import { joinLink } from './joinLink';
import { room } from './room';
import { session } from './session';
import { token } from './token';
import { user } from './user';

/** The resources of the node, by the values of its Resource field. */
export const resources = { archive, cdr, dialIn, joinLink, room, session, token, user };
