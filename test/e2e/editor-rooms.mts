import { APP, inNewWorkflow } from './editor-scene.mts';
import type { EditorScene } from './editor-scene.mts';

/** A room is picked by its name. */
export async function checkRoomList(scene: EditorScene): Promise<void> {
	const { checks, editor, call } = scene;
	await inNewWorkflow(scene, 'The list of the Room field', async () => {
		const panel = await editor.addNode(APP, 'Get a room');
		const room = panel.room();
		const names = await room.open();
		checks.that('it lists the rooms, newest first', names[0] === call.room && names.at(-1) === 'Weekly sync', names.join(', '));

		const [, ...others] = names;
		const found = await room.search('design', others);
		checks.that('its search leaves what matches', found.join() === call.room, found.join(', '));

		await room.pick(call.room);
		checks.that('the field shows the name of the room picked', (await room.shown()) === call.room);
		await panel.run();
		const [item] = await panel.readTable();
		checks.that('Get gives this room', item?.room_id === call.session.roomId);
	});
}

/** A scheduled room is created by filling in the form. */
export async function checkCreateRoom(scene: EditorScene): Promise<void> {
	const { checks, editor, pictures } = scene;
	await inNewWorkflow(scene, 'Create Room', async () => {
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
		checks.that('the link for guests ends with the room', room?.guest_url === `https://meet.sandbox.example/${room?.room_id}`, room?.guest_url);
		checks.that('the link for the host is there, too', room?.host_url?.startsWith('https://meet.sandbox.example/host/') === true, room?.host_url);
		const asTyped = new Date(time.replace(' ', 'T')).toISOString();
		checks.that('the meeting starts when the form says, in the time zone of the workflow', room?.scheduled_time === asTyped, room?.scheduled_time);
		checks.that('… and lasts as long', room?.duration_minutes === '45', room?.duration_minutes);
		await panel.show('schema');
		await pictures.take(editor.page, 'create-room', await panel.area(panel.parameter('simplify')));
	});
}

/** As n8n's date field writes it, in the time zone of this machine. */
function tomorrowAt(time: string): string {
	const day = new Date();
	day.setDate(day.getDate() + 1);
	const digits = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'));
	return `${digits.join('-')} ${time}`;
}
