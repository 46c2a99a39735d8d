// Looks, before anything else, whether this browser can run the application, and says so in plain words
// where it cannot. Written for browsers that are older than everything the application needs.
(function () {
  'use strict';
  var can = {
    modules: function () { return 'noModule' in document.createElement('script'); },
    // References, bulk memory, several values, signs, rounding: what the compiler makes use of.
    program: function () {
      return [
        [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 7, 1, 5, 0, 208, 112, 26, 11],
        [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 14, 1, 12, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 11],
        [1, 6, 1, 96, 0, 2, 127, 127, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 65, 0, 11],
        [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 192, 26, 11],
        [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 12, 1, 10, 0, 67, 0, 0, 0, 0, 252, 0, 26, 11]
      ].every(function (code) {
        return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0].concat(code)));
      });
    },
    questions: function () { return typeof HTMLDialogElement.prototype.showModal === 'function'; },
    covered: function () { return 'inert' in HTMLElement.prototype; },
    style: function () { return CSS.supports('selector(:has(a))') && CSS.supports('height: 1dvh'); }
  };
  for (var name in can) {
    try {
      if (can[name]()) continue;
    } catch (error) {
      // What cannot even be asked for is not there.
    }
    document.documentElement.setAttribute('data-old', name);
    tell();
    return;
  }

  function tell() {
    var page = document.createElement('main');
    page.className = 'too-old';
    page.setAttribute('role', 'main');
    page.innerHTML = '<div role="alert"><h1>เบราว์เซอร์นี้เก่าเกินไป</h1>'
      + '<p>ระบบนี้ใช้ได้กับเบราว์เซอร์ที่ออกมาไม่เกินสองปี คือ Chrome รุ่น __CHROME__ ขึ้นไป '
      + 'Edge รุ่น __EDGE__ ขึ้นไป หรือ Firefox รุ่น __FIREFOX__ ขึ้นไป</p>'
      + '<p>โปรดปรับปรุงเบราว์เซอร์ให้เป็นรุ่นใหม่ หรือเปิดระบบนี้ด้วยเครื่องอื่น '
      + 'หากปรับปรุงเองไม่ได้ โปรดแจ้งผู้ดูแลคอมพิวเตอร์ของหน่วยงาน</p>'
      + '<p>งานที่บันทึกไว้ในระบบแล้วยังอยู่ครบถ้วน</p></div>';
    var opening = document.getElementById('opening');
    if (opening) opening.parentNode.removeChild(opening);
    document.body.appendChild(page);
  }
}());
