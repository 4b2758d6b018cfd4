"""Plain sentences as children text them, each with the language that its letters tell.

For review by native speakers: they are here to be told apart, and no child ever reads them.
"""

_SAID = {
    "en": """
        they took my phone
        ok
        I'm scared of him 😢😢
        Nguyễn took my phone
        Trần Đức hit me yesterday
        my friend đức is nice to me
        Zoë and José are my friends
        Nuk dua të shkoj
        Waan baqayaa
        Nie chcę tu mieszkać
        Dw i ddim yn hapus
        Mi-e frică de el
        Ez ditirsim
        Bojim se, dođi po mene molim te
        Mo bẹ̀rù rẹ̀ gan
        he calls me حمار every day
        CALL ME
    """,
    "ar": """
        اخذوا تلفوني
        شگد چبير
        خايف منه ومحد يسمعني
        بدي احكي مع حدا
        عايز ارجع البيت
        ما داير اقعد هنا
        أريد أن أتكلم مع شخص 🙏
        والله پاپا ضربني
        اخذوا my phone تلفوني وما رجعوه
        عندي ١٥ سنة
        البيت هنا خربان، و Sam يصرخ عليّ
        أنا أَخافُ مِنه
    """,
    "fa": """
        کمک می‌خواهم
        من از او می‌ترسم
        تلفنم را گرفتند 😭
        من گم شدم
        از خانه بروم
        مه پشت مادرم دق شدیم
        اینجا خوش نیستم
        مرا لت کرد
        می خوام برگردم خونه
        کسی به گپ من گوش نمی‌کند
        من ۱۵ سال دارم و my room سرد است
        مرا زدند، كمك
        من را ميزند هر روز
        كمك كنيد لطفا
    """,
    "ps": """
        زما مرسته وکړئ
        زه ډېر ویرېږم
        هغه ما وهي او څوک نشته
        زما ټلیفون یې واخیست
        زه غواړم له مور سره خبرې وکړم
        دلته خوښ نه یم 😢
        زه ۱۵ کلن یم، مرسته غواړم please
        زړه مې تنګ دی
    """,
    "ckb": """
        یارمەتیم بدە
        من دەترسم
        مۆبایلەکەیان لێ سەندم
        دەمەوێت لەگەڵ دایکم قسە بکەم
        لێرە دڵخۆش نیم 😔
        ھاوڕێم نییە
        لێیان دام
        تەمەنم ١٥ ساڵە help
    """,
    "ur": """
        مجھے ڈر لگ رہا ہے
        میرا فون لے لیا
        وہ مجھے مارتا ہے
        میں گھر جانا چاہتا ہوں
        کوئی میری بات نہیں سنتا 😢
    """,
    "ti": """
        ሓገዝ የድልየኒ
        ኣነ ይፈርሕ ኣለኹ
        ኣብዚ ገዛ ጽቡቕ የለን
        ስልከይ ወሲዶምለይ እዮም
        ናይ ኣደይ ስልኪ የብለይን
        ንሱ ይሃርመኒ 😢
        ምስ ሰብ ክዛረብ እደሊ ኣለኹ please
        ካብዚ ክኸይድ ይደሊ
    """,
    "am": """
        እኔ ፈርቻለሁ
        ስልኬን ወሰዱብኝ
        እርዳታ እፈልጋለሁ
        እሱ ይመታኛል
        እዚህ ቤት ደስ አይለኝም
        በጣም አዝኛለሁ 😢
        ወደ ቤት መሄድ እፈልጋለሁ help
        ማንም አይሰማኝም
    """,
    "und-Ethi": """
        ሰላም
        ኢየሱስ
    """,
    "vi": """
        Tôi sợ lắm
        Giúp tôi với
        cứu em
        con muốn về nhà
        Họ đánh em hôm qua
        họ lấy điện thoại của tôi 😢
        tôi không có ai để nói chuyện
        CỨU TÔI VỚI
        em bị nhốt trong phòng
        chú ấy bắt em làm việc, please help
        To\u0302i so\u031b\u0323 la\u0306\u0301m
    """,
    "uk": """
        мені страшно
        допоможіть мені
        він мене б'є
        я хочу додому, тут дуже погано і самотньо
        забрали мій телефон 😢 please
    """,
    "bn": """
        আমি ভয় পাচ্ছি
        আমাকে সাহায্য করুন
        ওরা আমার phone নিয়ে গেছে
    """,
    "pa": """
        ਮੈਨੂੰ ਡਰ ਲੱਗਦਾ ਹੈ
        ਮੇਰਾ ਫੋਨ ਲੈ ਲਿਆ
    """,
    "und": """
        мне страшно
        помогите мне, он меня бьёт
        мне дрэнна і страшна, дапамажыце мы
        မကြောက်ပါဘူး
        मुझे डर लग रहा है
        我很害怕
        مەن قورقۇۋاتىمەن
        مان کي ڊپ ٿو لڳي
        انا فی البيت وحدی
        1
        ١
        ፩
        😢
        ?!
    """,
}

SENTENCES = [
    (tag, said.strip()) for tag, all_said in _SAID.items() for said in all_said.strip().split("\n")
]
SENTENCES.append(("und", ""))
