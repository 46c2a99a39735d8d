// Starts the application. A file of its own because the content security policy allows no inline
// script. The page shows its waiting line until the application has drawn itself.
import init from './app.js';

const opening = document.getElementById('opening');

try {
  await init();
  opening?.remove();
} catch (error) {
  console.error(error);
  if (opening) {
    opening.setAttribute('role', 'alert');
    opening.textContent = 'เปิดระบบไม่สำเร็จ โปรดตรวจการเชื่อมต่อแล้วโหลดหน้านี้ใหม่';
  }
}
