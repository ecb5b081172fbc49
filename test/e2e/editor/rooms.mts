import { APP, inNewWorkflow } from './fixture.mts';
import type { EditorFixture } from './fixture.mts';

/** A room is selected by its name. */
export async function checkRoomList(fixture: EditorFixture): Promise<void> {
	const { checks, editor, call } = fixture;
	await inNewWorkflow(fixture, 'The list of the Room field', async () => {
		const panel = await editor.addNode(APP, 'Get a room');
		const room = panel.room();
		const names = await room.open();
		checks.that('it lists the rooms, newest first', names[0] === call.room && names.at(-1) === 'Weekly sync', names.join(', '));

		const [, ...others] = names;
		const found = await room.search('design', others);
		checks.that('its search shows only matching rooms', found.join() === call.room, found.join(', '));

		await room.pick(call.room);
		checks.that('the field shows the name of the selected room', (await room.shown()) === call.room);
		await panel.run();
		const [item] = await panel.readTable();
		checks.that('Get returns this room', item?.room_id === call.session.roomId);
	});
}

/** A scheduled room is created by filling in the form. */
export async function checkCreateRoom(fixture: EditorFixture): Promise<void> {
	const { checks, editor, pictures } = fixture;
	await inNewWorkflow(fixture, 'Create Room', async () => {
		const panel = await editor.addNode(APP, 'Create a room');
		const time = tomorrowAt('15:30:00');
		await panel.write('name', 'Onboarding call');
		await panel.write('ownerRef', 'deal-4711');
		await panel.choose('roomType', 'Scheduled');
		await panel.writeTime('scheduledTime', time);
		await panel.write('duration', '45');
		await panel.run();
		const [room] = await panel.readTable();
		checks.that('it runs, and the output panel shows the room', room?.name === 'Onboarding call' && room.type === 'scheduled');
		checks.that('the guest link ends with the room ID', room?.guest_url === `https://meet.sandbox.example/${room?.room_id}`, room?.guest_url);
		checks.that('there is a host link, too', room?.host_url?.startsWith('https://meet.sandbox.example/host/') === true, room?.host_url);
		const asTyped = new Date(time.replace(' ', 'T')).toISOString();
		checks.that('the meeting starts at the time in the form, in the time zone of the workflow', room?.scheduled_time === asTyped, room?.scheduled_time);
		checks.that('… and has the duration in the form', room?.duration_minutes === '45', room?.duration_minutes);
		await panel.show('schema');
		await pictures.take(editor.page, 'create-room', await panel.area(panel.parameter('simplify')));
	});
}

/** A time tomorrow in the format of n8n's date field, in the time zone of this machine. */
function tomorrowAt(time: string): string {
	const day = new Date();
	day.setDate(day.getDate() + 1);
	const digits = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'));
	return `${digits.join('-')} ${time}`;
}
