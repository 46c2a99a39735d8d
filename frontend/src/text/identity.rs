//! Logging in, first log-in, lock, users.

texts! {
    LOGIN = "เข้าสู่ระบบ", "Log in";
    LOGIN_LEAD = "สำหรับเจ้าหน้าที่ขององค์กรปกครองส่วนท้องถิ่น", "For staff of local governments";
    USERNAME = "ชื่อผู้ใช้", "User name";
    PASSWORD = "รหัสผ่าน", "Password";
    SHOW_PASSWORD = "แสดงรหัสผ่าน", "Show password";
    LOGIN_THAID = "เข้าด้วย ThaiD", "Log in with ThaiD";
    LOGIN_OR = "หรือ", "or";
    FORGOTTEN = "ลืมรหัสผ่าน", "Forgot the password";
    FORGOTTEN_HINT =
        "ยืนยันตัวตนด้วย ThaiD และรหัสทางอีเมล แล้วตั้งรหัสผ่านใหม่",
        "Identify yourself with ThaiD and a code by e-mail, then set a new one.";
    FIRST_TIME =
        "เข้าใช้ครั้งแรก ให้เข้าด้วย ThaiD แล้วตั้งรหัสผ่าน",
        "First time here: log in with ThaiD and set a password.";
    LOGIN_RULES =
        "บัญชีผู้ใช้เป็นของเฉพาะตัว อย่าบันทึกรหัสผ่านในเครื่อง และออกจากระบบทุกครั้งหลังใช้งาน",
        "Accounts are personal. Do not store the password here, and log out after each use.";
    CAPS_LOCK = "แป้น Caps Lock เปิดอยู่", "Caps Lock is on";
    LOGOUT = "ออกจากระบบ", "Log out";
    LOGGED_OUT = "ออกจากระบบเรียบร้อยแล้ว", "You are logged out.";
    CAME_BACK =
        "หมดเวลาใช้งาน เข้าสู่ระบบอีกครั้งเพื่อกลับไปหน้าที่ทำค้างไว้",
        "The session has ended. Log in again to return to where you were.";
    LAST_LOGIN = "เข้าใช้ครั้งก่อน {time}", "Last log-in {time}";
    POST = "หน่วยงานและตำแหน่ง", "Organisation and post";
    ENROL_TITLE = "ตั้งรหัสผ่าน", "Set your password";
    ENROL_WELCOME = "ยินดีต้อนรับ {name}", "Welcome, {name}";
    ENROL_USERNAME = "ชื่อผู้ใช้ของท่านคือ {username}", "Your user name is {username}";
    STEP_EMAIL = "อีเมล", "E-mail";
    STEP_CODE = "รหัสยืนยัน", "Code";
    STEP_PASSWORD = "ตั้งรหัสผ่าน", "Password";
    EMAIL = "อีเมล", "E-mail address";
    EMAIL_HINT =
        "ระบบจะส่งรหัส 6 หลักไปที่อีเมลนี้ ใช้อีเมลที่เปิดอ่านได้เดี๋ยวนี้",
        "We send a code of six digits to this address. Use one you can read now.";
    SEND_CODE = "ส่งรหัส", "Send the code";
    CODE_SENT =
        "ส่งรหัส 6 หลักไปที่ {email} แล้ว รหัสใช้ได้ 5 นาที",
        "A code of six digits went to {email}. It is good for 5 minutes.";
    CODE = "รหัส 6 หลัก", "Code of six digits";
    CONFIRM_CODE = "ยืนยันรหัส", "Confirm the code";
    RESEND = "ส่งรหัสอีกครั้ง", "Send another code";
    RESEND_IN =
        "ส่งรหัสอีกครั้งได้ในอีก {n} วินาที",
        "You can ask for another code in {n} seconds.";
    OTHER_EMAIL = "เปลี่ยนอีเมล", "Use another address";
    NEW_PASSWORD = "รหัสผ่านใหม่", "New password";
    PASSWORD_RULES =
        "อย่างน้อย 12 ตัวอักษร ใช้ประโยคยาว ๆ ที่จำง่ายได้ ไม่ต้องมีเลขหรืออักขระพิเศษ",
        "At least 12 characters. A long sentence is good; digits and symbols are not needed.";
    PASSWORD_NOT_NAME =
        "ไม่ควรมีชื่อผู้ใช้ ชื่อหน่วยงาน หรือคำที่คนอื่นเดาได้",
        "Avoid your user name, the name of your organisation and what others can guess.";
    STRENGTH = "ความแข็งแรงของรหัสผ่าน", "Strength of the password";
    STRENGTH_SHORT = "ยังสั้นไป เหลืออีก {n} ตัว", "Too short: {n} more";
    STRENGTH_WEAK = "เดาง่าย ตัวอักษรซ้ำกันมาก", "Easy to guess: many repeated characters";
    STRENGTH_FAIR = "ใช้ได้", "Acceptable";
    STRENGTH_GOOD = "ดีมาก", "Very good";
    SET_PASSWORD = "ตั้งรหัสผ่านและเข้าใช้งาน", "Set the password and go on";
    ENROL_LOST =
        "ยังไม่ได้ยืนยันตัวตนด้วย ThaiD หรือหมดเวลาแล้ว โปรดเริ่มใหม่จากหน้าเข้าสู่ระบบ",
        "You are not identified, or the time is up. Begin again on the log-in page.";
    TO_LOGIN = "ไปหน้าเข้าสู่ระบบ", "To the log-in page";
    LOCKED_TITLE = "หน้าจอถูกล็อก", "The screen is locked";
    LOCKED_TEXT =
        "ไม่มีการใช้งานนานเกินกำหนด ใส่รหัสผ่านเพื่อทำงานต่อ งานที่พิมพ์ไว้ยังอยู่ครบ",
        "There was no use for a while. Enter your password to go on; what you typed is still here.";
    UNLOCK = "ปลดล็อก", "Unlock";
    LOCK_SOON =
        "หน้าจอจะล็อกในอีก {n} วินาที ขยับเมาส์หรือกดแป้นใดก็ได้เพื่อใช้งานต่อ",
        "The screen locks in {n} seconds. Move the mouse or press a key to go on.";
    USERS = "ผู้ใช้งาน", "Users";
    USERS_LEAD =
        "บัญชีผู้ใช้ในหน่วยงานนี้ หัวหน้าหน่วยงานคลังเป็นผู้ระงับและคืนสิทธิ",
        "Accounts in this organisation. The head of finance suspends and reinstates them.";
    NAME = "ชื่อ", "Name";
    POSITION = "ตำแหน่ง", "Position";
    ROLES = "บทบาท", "Roles";
    LAST_SEEN = "เข้าใช้ล่าสุด", "Last log-in";
    NEVER = "ยังไม่เคยเข้าใช้", "Never";
    SUSPENDED = "ถูกระงับ", "Suspended";
    SUSPEND = "ระงับการใช้งาน", "Suspend";
    REINSTATE = "คืนสิทธิการใช้งาน", "Reinstate";
    SUSPEND_ASK =
        "ระงับ {name} จะเข้าใช้หน่วยงานนี้ไม่ได้ทันที งานที่ค้างอยู่ในชื่อนี้ยังคงอยู่",
        "{name} will not be able to work here from now on. Work in that name stays.";
    SUSPENDED_DONE = "ระงับ {name} แล้ว", "{name} is suspended.";
    REINSTATED_DONE = "คืนสิทธิ {name} แล้ว", "{name} is reinstated.";
}
